"""The use cases: one file each, one public function each. They read and write through `whapp.ports` only."""
