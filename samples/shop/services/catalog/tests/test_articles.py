from catalog.main import articles


def test_prices_are_positive():
    assert all(article["price_cents"] > 0 for article in articles.values())
