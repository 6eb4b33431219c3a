from quotes.app import app


def test_there_is_a_quote():
    assert app.test_client().get("/").text
