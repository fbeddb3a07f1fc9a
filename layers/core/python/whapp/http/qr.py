"""A QR code as SVG, made only where one is shown: the library is not loaded anywhere else."""

from io import BytesIO


def qr_svg(link: str) -> str:
    """The link as a QR code that scales, without a size of its own. With its quiet zone, and error correction M."""
    import segno  # noqa: PLC0415 - one function in five needs it

    out = BytesIO()
    segno.make(link, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgclass="qr", lineclass=None, omitsize=True, border=4, nl=False
    )
    return out.getvalue().decode()
