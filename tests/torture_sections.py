"""The sections of the torture edition: each is a function that writes Markdown of one kind, all that the subset allows of it."""

from __future__ import annotations

import textwrap

from tests.torture_author import Author

COMPOUND = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
SHIP = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARABIC, HEBREW = "محمد بن سلمان", "בנימין נתניהו"


def notes(a: Author) -> str:
    """Notes of every kind, in every place that may have one."""
    return f"""
{a.text(40)}{a.cite()} {a.text(30)}{a.remark()} {a.text(20)}{a.cite_several()}

Two calls at one word{a.cite()}{a.remark()} and three at another{a.remark()}{a.cite()}{a.remark()}, then “a quotation”{a.cite()}.
A call before a comma{a.cite()}, before a full stop{a.cite()}. And behind one.{a.remark()} In *emphasis{a.remark()}* as well.

{a.text(60)}{a.paragraphs(30, 50, 20)} {a.text(50)}{a.citing_remark()} {a.text(30)}{a.far()}

## A heading with a note{a.remark()}

{a.text(60)}{a.paragraphs(170, 170, 60)}

{a.text(50, 3)}

{a.text(90)}{a.remark(420)} {a.text(30)}

### {a.sentence(4)[:-1]}{a.cite()}

-   An item with notes{a.cite()}{a.far()}
-   {a.text(40, 4)}

> {a.text(30)}{a.cite()}
>
> > A quotation in it.{a.remark()} {a.text(20)}
>
> {a.text(12)}

{a.text(60, 12)}

{a.text(120, 6)}
"""


def tables(a: Author) -> str:
    """Tables: over pages, wide and narrow, with captions, notes and lists beside them."""
    return f"""
{a.text(60, 1)}

{a.text(20)}

## A table over pages

{_long_table(a)}

{a.text(40, 1)}

## Narrow and wide

| Year | € |
|:----:|--:|
| 2024 | 1,234.50 |
| 2025 | 12 |

{_wide_table(a)}

{a.text(30)}

{_tall_table(a)}

{a.text(50, 1)}
"""


def _long_table(a: Author) -> str:
    caption = f": {a.words(14).capitalize()}{a.cite()}"
    head = f"| No. | {a.words(1)}{a.remark()} | {a.words(2)} | Right |\n|--:|:---|---|---:|"
    rows = [
        f"| {number} | {a.words(1 + number % 3)} | {a.text(14, int(number % 9 == 4))} | {number * 1234:,} |"
        for number in range(1, 51)
    ]
    return "\n".join([caption, "", head, *rows])


def _tall_table(a: Author) -> str:
    """Return a table with a tall row and long words; its caption stands below, and its note comes first all the same."""
    caption = f": {a.words(6).capitalize()}{a.remark()}"
    head = f"| {a.words(3)} | {a.words(2)} | Tall |\n|---|---|---|"
    rows = [f"| {a.words(30)} | {a.words(6)} | {a.text(150, 2)} |", f"| {SHIP} | {COMPOUND} | {a.far()} |"]
    return "\n".join([head, *rows, f"| | | {a.words(3)} |", "", caption])


def _wide_table(a: Author) -> str:
    columns = 8
    caption = f"Table: {a.words(5)}"
    head = f"| {' | '.join(a.words(1) for _ in range(columns))} |\n|{'---|' * columns}"
    rows = [f"| {' | '.join(a.words(2 + number % 2) for _ in range(columns))} |" for number in range(12)]
    return "\n".join([caption, "", head, *rows])


def scripts(a: Author) -> str:
    """Writings from the right, Greek, Cyrillic, and passages in other languages."""
    return f"""
{ARABIC} met {HEBREW} in حيفا (2025) and עמר [1948]{a.remark()}, as عمر (2025) and [عمر (2025)]{{lang=ar}} said: «مرحبا»!
The draft by [محمد (٢٠٢٥) و 3.5%]{{lang=ar}} has 148 paragraphs [@arabic, {a.mark()}].^[{a.mark()} {ARABIC} (2025), p. 12; עמר.]

## {HEBREW} (2025)

[האינטרנט הוא רשת (Internet) של רשתות, ובה 1,234 [רשתות] משנה.]{{lang=he}} Then English again.{a.remark()}

[الإنترنت شبكة من الشبكات (Internet) تضم 1234 شبكة فرعية، وهي «مفتوحة» للجميع.]{{lang=ar}}

-   {ARABIC}
-   {HEBREW} (12)
-   עמר, *חיפה* and **دبي**

| Name | שם | الاسم |
|:---|---:|:---:|
| {HEBREW} (b. 1949) | עמר | {ARABIC}{a.cite()} |
| [Ἀριστοτέλης]{{lang=el}} | Сергей | [دبي 2025]{{lang=ar}} |

## Ἑλλάς и Россия

[Ἄνδρα μοι ἔννεπε, Μοῦσα, πολύτροπον, ὃς μάλα πολλὰ πλάγχθη.]{{lang=el}} [Все люди рождаются свободными и равными в своём
достоинстве и правах. Они наделены разумом и должны поступать в отношении друг друга в духе братства.]{{lang=ru}}{a.cite()}
[Tous les êtres humains naissent libres et égaux en dignité et en droits ; « ils sont doués de raison ».]{{lang=fr}}{a.cite()}
Nguyễn Văn Thưởng, Đặng Ngọc, Øre, Łódź, Ştefan, Ħamrun, ĳ, Å (decomposed), ½, №, ₽, €, ‰, §, m², CO₂, 10⁻⁶, −5 °C, 3 × 4.

{a.text(60, 2)}
"""


def lists(a: Author) -> str:
    """Lists four deep with all markers, and what may stand in an item."""
    numbers = "\n".join(f"{number}. {a.words(2 + number % 14)}" for number in range(1, 108))
    romans = "\n".join(f"{roman}. {a.words(5)}" for roman in ("xxiv", "xxv", "xxvi"))
    return f"""
{_letters(a)}

{a.text(20)}

{_bullets(a, 4)}

A paragraph between.

- a. {a.words(3)}
  b. {a.words(3)}
- 1. {a.words(4)}
     1. {a.words(3)}
- {a.words(2)}

Then numbers of three digits.

{numbers}

And other beginnings.

{romans}

Upper case.

B.  {a.words(3)}
C.  {a.text(20, 1)}

Roman.

II.  {a.words(3)}
III.  {a.words(3)}

Loose.

-   {a.text(20)}

    {a.text(30)}{a.cite()}

-   {a.text(12)}

    ![A picture in an item](small.png)
"""


def _letters(a: Author) -> str:
    """Return a list with a list, a paragraph, a table and notes in its items, three levels deep and bullets below."""
    items = [f"a.  {a.text(30)}", _in(_numbers(a)), f"b.  {a.words(7)}", _in(_small_table(a)), f"c.  {a.text(50, 2)}"]
    return "\n\n".join(items)


def _numbers(a: Author) -> str:
    first = f"1.  {a.text(40, 1)}\n\n    {a.text(25)}\n\n{_in(_romans(a))}"
    return f"{first}\n\n2.  {a.words(6)}\n\n    > {a.text(25)}{a.cite()}"


def _romans(a: Author) -> str:
    return f"""i.  {a.words(9)}{a.remark()}

    -   {a.text(30)}
    -   {a.words(5)}{a.cite()}

    {a.text(20)}

ii. {a.words(4)}
iii. {a.words(3)}"""


def _bullets(a: Author, depth: int) -> str:
    below = f"\n{_in(_bullets(a, depth - 1))}" if depth > 1 else ""
    return f"-   {a.text(16)}{below}\n-   {a.words(3)}"


def _small_table(a: Author) -> str:
    rows = "\n".join(f"| {a.words(2)} | {a.words(5)}{a.cite() if row == 1 else ''} |" for row in range(3))
    return f"| One | Two |\n|---|---|\n{rows}"


def _in(text: str) -> str:
    return textwrap.indent(text, "    ")


def headings(a: Author) -> str:
    """Headings one right after another, of four levels and several lines, and quotations in quotations."""
    return f"""
## Second level

### Third level

#### Fourth level

{a.text(30)}

#### {a.words(22).capitalize()}

### A very long heading about the {COMPOUND} and all that belongs to it, with *emphasis*, of several lines

## Second level{a.remark()}

{a.text(20)}

> {a.text(60)}
>
> > {a.text(50, 1)}
> >
> > > {a.text(20)}
>
> 1.  {a.text(12)}
> 2.  {a.words(5)}
>
>     > {a.text(15)}

{_headings_again(a)}

### The last before the end of a section

{a.text(10)}
"""


def _headings_again(a: Author) -> str:
    return "\n\n".join(f"## {a.sentence(3)[:-1]}\n\n{a.text(count, 1)}" for count in (25, 60, 110, 45, 80, 30, 95))


def figures(a: Author) -> str:
    """Pictures: PNG, JPEG and SVG, with and without a width, in paragraphs, cells and lines."""
    return f"""
{a.text(50, 1)}

![Bars: *emphasis* and “a quotation” in a caption{a.cite()}{a.remark()}](bars.png){{width=60%}}

{a.text(30)}

![A field of colours](<field of colours.jpg>)

![{a.words(40).capitalize()}](chart.svg){{width=80%}}

{a.text(60)} ![a small picture](small.png) {a.text(20)}

![A tall picture](tall.png){{width=30%}}

| Picture | What it shows |
|---|---|
| ![bars in a cell](small.png) | {a.words(8)} |

{a.text(80, 2)}

![The chart once more, as wide as the text](chart.svg)

{a.text(40)}
"""


def typography(a: Author) -> str:
    """Long words, hyphens, blanks, ligatures, quotation marks, emphasis, links."""
    return rf"""
The {SHIP} and the {COMPOUND} are long; a soft hyphen in Ver­fas­sungs­be­schwer­de­ver­fah­ren too, a zero​width​space, a
word⁠joiner, a no break space, 5 km, a narrow one, Art. 5 (1), non‑breaking‑hyphens.

Office, efficient, fluffy, affluent, Schifffahrt, fjord, ﬁne, st; "double 'single "double" single' double", 'single',
the '90s, it's, l'État, "..." -- and --- dashes; 1990--2025, pp. 3--4.
*Emphasis with **strong** in it*, **strong with *emphasis* in it**,
***both***, *one **two** three*, a\*b\*c, \[brackets], 100 %, 50 %. AI, the GDC (Global Digital Compact), ICANN and the UN.

One\
line{a.remark()}\
break. AT&T &lt;tag> {{{{ braces }}}} {{% x %}} $x$ \# 1. [A link with *emphasis*]({a.address(3)}), <{a.address(14)}>,
[two]({a.address(1)})[links]({a.address(2)}) side by side, <mailto:someone@example.org>, ALL CAPITALS, 1234567890 I1l O0.

{a.text(150, 4)}

> “{a.text(30)}” — {a.words(2)}{a.cite()}
"""


def many(a: Author, until: int) -> str:
    """Paragraphs, lists and small tables with notes, until there are `until`."""
    blocks = []
    while a.notes < until:
        count = min(until - a.notes, a.chance.choice((0, 1, 2, 2, 3, 5)))
        text = a.text(a.chance.choice((25, 50, 80, 130)), count)
        kind = a.chance.choice(("paragraph", "paragraph", "paragraph", "heading", "quotation", "items"))
        before = {"heading": f"## {a.sentence(4)[:-1]}\n\n", "quotation": "> ", "items": f"1.  {a.words(6)}\n2.  "}
        blocks.append(before.get(kind, "") + text)
        if kind == "items":
            blocks.append(a.sentence(9))
    return "\n\n".join(blocks)
