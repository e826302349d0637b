"""The measure of growth itself: it must tell quadratic work from even work."""

from growth import grows_evenly


def test_even_work_grows_evenly() -> None:
    assert grows_evenly(lambda size: sum(range(50 * size)), 20_000)


def test_quadratic_work_does_not() -> None:
    def quadratic(size: int) -> int:
        return sum(at for _ in range(size) for at in range(size))

    assert not grows_evenly(quadratic, 600)
