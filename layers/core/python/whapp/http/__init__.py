"""The HTTP side: pydantic models in and out, routes, and errors as problem documents."""
