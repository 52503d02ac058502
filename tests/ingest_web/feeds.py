"""Feeds that tests make."""


def rss(*items, title="The Northern Courier"):
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{title}</title>{"".join(items)}</channel></rss>'
    )


def item(link="", title="Ferry talks", summary="", content="", guid="", day="Fri, 14 Mar 2031 10:00:00 GMT"):
    return (
        f"<item><title>{title}</title>"
        + (f"<link>{link}</link>" if link else "")
        + (f"<guid>{guid}</guid>" if guid else "")
        + (f"<pubDate>{day}</pubDate>" if day else "")
        + f"<dc:creator>Maren Holt</dc:creator><description>{summary}</description>"
        + (f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else "")
        + "</item>"
    )


def report(words):
    sentence = f"The envoy of Norland spoke with the mayor of Holm about {words}."
    return f"<html><body><article><p>{sentence}</p></article></body></html>"
