"""A quote a day."""

from datetime import date
from pathlib import Path

from flask import Flask

app = Flask(__name__)
quotes = Path(__file__).with_name("quotes.txt").read_text().splitlines()


@app.get("/")
def quote() -> str:
    return quotes[date.today().toordinal() % len(quotes)]
