"""Python source → the same with one condition changed, each once."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

PLACEHOLDER = 0xE000  # a value inside of an f-string, while its text is changed
OPPOSITE = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
JUMPS = (ast.Return, ast.Continue, ast.Break)
STRING_METHODS = {
    "startswith",
    "endswith",
    "split",
    "strip",
    "removeprefix",
    "removesuffix",
    "find",
    "rfind",
    "partition",
}
WORDING = {"RULE", "message", "hint", "words", "note", "related"}  # what a finding says, and not whether there is one
TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?[imsx-]*:|\(\?P=\w+\)|\(\?[imsx]+\)|\(\?<?[=!]|[()|]"
    r"|(?:[?*+]|\{\d+(?:,\d*)?\})[?+]?|.",
    re.S,
)
QUANTIFIER = re.compile(r"(?:[?*+]|\{(\d+)(?:,(\d*))?\})[?+]?")


class Mutation(NamedTuple):
    """A changed module, with the line, the function and the words of the change."""

    line: int
    function: str
    change: str
    tree: ast.Module


class Place(NamedTuple):
    """How to reach a node from the module: the fields and indexes on the way."""

    steps: tuple[tuple[str, int | None], ...]

    def of(self, tree: ast.AST) -> Any:
        node: Any = tree
        for name, index in self.steps:
            node = getattr(node, name)
            node = node if index is None else node[index]
        return node


def mutations(tree: ast.Module) -> Iterator[Mutation]:
    """Yield the module with one change at a time; the text of a change is unique in it by a number behind the second."""
    seen: dict[str, int] = {}
    for place, node, parents in places(tree, (), ()):
        if is_wording(node, parents):
            continue
        for change, make in changes(node, parents):
            changed = copy.deepcopy(tree)
            make(changed, place)
            ast.fix_missing_locations(changed)
            seen[change] = seen.get(change, 0) + 1
            text = change if seen[change] == 1 else f"{change} ({seen[change]})"
            line = next(each.lineno for each in (node, *reversed(parents)) if hasattr(each, "lineno"))
            function = next((each.name for each in parents if isinstance(each, ast.FunctionDef)), "")
            yield Mutation(line, function, text, changed)


def places(
    node: ast.AST, steps: tuple[tuple[str, int | None], ...], parents: tuple[Any, ...]
) -> Iterator[tuple[Place, Any, tuple[Any, ...]]]:
    """Yield all nodes below one that runs: no annotations, docstrings or decorators."""
    yield Place(steps), node, parents
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment", "bases"):
            continue
        for index, each in enumerate(value) if isinstance(value, list) else ((None, value),):
            is_text = isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
            if isinstance(each, ast.AST) and not is_text:
                yield from places(each, (*steps, (name, index)), (*parents, node))


def is_wording(node: ast.AST, parents: tuple[Any, ...]) -> bool:
    """Whether a node is part of a message, or of the rule's identity."""
    for outer, inner in pairwise((*parents, node)):
        target = outer.targets[0] if isinstance(outer, ast.Assign) else None
        if isinstance(target, ast.Name) and target.id in WORDING:
            return True
        if isinstance(outer, ast.Call) and isinstance(outer.func, ast.Attribute) and outer.func.attr == "found":
            return inner in outer.args[1:] or (isinstance(inner, ast.keyword) and inner.arg in WORDING)
    return False


Change = tuple[str, Callable[[ast.Module, Place], None]]


def changes(node: Any, parents: tuple[Any, ...]) -> Iterator[Change]:
    """Yield what one node may be changed to."""
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            for other in OPPOSITE[type(operator)]:
                yield edited(node, lambda it, number=number, other=other: it.ops.__setitem__(number, other()))
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield edited(node, lambda it: setattr(it, "op", other()))
        for number in range(len(node.values)):
            yield replaced(node, without(node, number))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield replaced(node, node.operand)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub) and not is_text(node):
        other = ast.Sub if isinstance(node.op, ast.Add) else ast.Add
        yield edited(node, lambda it: setattr(it, "op", other()))
    elif isinstance(node, ast.IfExp):
        yield replaced(node, node.body)
        yield replaced(node, node.orelse)
    elif isinstance(node, ast.comprehension):
        for number in range(len(node.ifs)):
            text = f"if {ast.unparse(node.ifs[number])} → all"
            yield text, lambda tree, place, number=number: place.of(tree).ifs.pop(number)
    elif isinstance(node, ast.If):
        yield from guards(node)
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, bool):
        yield edited(node, lambda it: setattr(it.value, "value", not it.value.value))
    elif isinstance(node, ast.Name) and node.id in ("any", "all", "min", "max"):
        other = {"any": "all", "all": "any", "min": "max", "max": "min"}[node.id]
        yield f"{short(parents[-1])}: {node.id} → {other}", lambda tree, place: setattr(place.of(tree), "id", other)
    elif isinstance(node, ast.Constant | ast.JoinedStr):
        yield from values(node, parents)


def guards(node: ast.If) -> Iterator[Change]:
    """Yield a condition never true, and for a guard clause the jump changed."""
    yield f"if {short(node.test)} → if False", lambda tree, place: setattr(place.of(tree), "test", ast.Constant(False))
    yield f"if {short(node.test)} → if True", lambda tree, place: setattr(place.of(tree), "test", ast.Constant(True))
    if isinstance(node.body[-1], ast.Continue):
        yield (
            f"if {short(node.test)}: continue → break",
            lambda tree, place: place.of(tree).body.__setitem__(-1, ast.Break()),
        )


def values(node: Any, parents: tuple[Any, ...]) -> Iterator[Change]:
    """Yield other numbers and strings."""
    around = short(parents[-1])
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        for other in (node.value + 1, node.value - 1):
            yield (
                f"{around}: {node.value} → {other}",
                lambda tree, place, other=other: setattr(place.of(tree), "value", other),
            )
        return
    if isinstance(parents[-1], ast.JoinedStr | ast.FormattedValue):
        return
    text = template(node)
    if text is None:
        return
    name = next(
        (each.targets[0].id for each in parents if isinstance(each, ast.Assign) and hasattr(each.targets[0], "id")), ""
    )
    if is_pattern(node, parents):
        for what, other in patterns(text):
            yield (
                f"{name or around[:60]}: {what}",
                lambda tree, place, other=other: fill(place.of(tree), other),
            )
    elif text and is_compared(parents):
        yield f"{around}: {text!r} → ''", lambda tree, place: fill(place.of(tree), "")


def is_compared(parents: tuple[Any, ...]) -> bool:
    for parent in reversed(parents):
        if isinstance(parent, ast.Compare):
            return True
        if isinstance(parent, ast.Call):
            function = parent.func
            return isinstance(function, ast.Attribute) and function.attr in STRING_METHODS
        if not isinstance(parent, ast.Tuple | ast.Set | ast.List | ast.Attribute):
            return False
    return False


def is_pattern(node: Any, parents: tuple[Any, ...]) -> bool:
    """Whether a string is one of `re.…(…)`, or a part of one that stands alone at the module's level."""
    for parent in parents:
        function = parent.func if isinstance(parent, ast.Call) else None
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re":
            return True
    text = template(node) or ""
    is_constant = len(parents) > 1 and isinstance(parents[1], ast.Assign | ast.AnnAssign) and "\n" not in text
    is_local = isinstance(parents[-1], ast.Assign) and isinstance(node, ast.JoinedStr)
    return (is_constant or is_local) and bool(re.search(r"\w\|\w|\(\?|\\[sdwb]|\[\w-\w", text))


def template(node: Any) -> str | None:
    """Return the text of a string, with one character for each value of an f-string."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    return "".join(
        each.value if isinstance(each, ast.Constant) else chr(PLACEHOLDER + number)
        for number, each in enumerate(node.values)
    )


def fill(node: Any, text: str) -> None:
    """Give a string another text; see `template`."""
    if isinstance(node, ast.Constant):
        node.value = text
        return
    parts: list[Any] = []
    for character in text:
        number = ord(character) - PLACEHOLDER
        if 0 <= number < len(node.values):
            parts.append(node.values[number])
        elif parts and isinstance(parts[-1], ast.Constant):
            parts[-1].value += character
        else:
            parts.append(ast.Constant(character))
    node.values = parts


def patterns(text: str) -> Iterator[tuple[str, str]]:
    """Yield a regular expression with an alternative, an assertion or a repetition less, or with another quantifier."""
    tokens = TOKEN.findall(text)
    yield from alternatives(tokens)
    for at, token in enumerate(tokens):
        if token in ("\\b", "\\Z", "\\A", "^", "$", "(?i)"):
            yield spelt(tokens, at, at + 1, "")
        elif token.startswith(("(?=", "(?!", "(?<=", "(?<!")):
            yield spelt(tokens, at, closing(tokens, at) + 1, "")
        elif at and QUANTIFIER.fullmatch(token) and tokens[at - 1] not in ("(", "|"):
            for other in quantifiers(token):
                yield spelt(tokens, at, at + 1, other)
            if token[0] in "?*" or token.startswith("{0"):
                yield spelt(tokens, opening(tokens, at - 1), at + 1, "")


def quantifiers(token: str) -> Iterator[str]:
    match = QUANTIFIER.fullmatch(token)
    if token in ("?", "??", "+"):
        yield ""
    elif token == "*":
        yield "+"
    elif match and match[1]:
        low, high = int(match[1]), int(match[2]) if match[2] else None
        if match[2] is None:
            yield f"{{{low + 1}}}"
        else:
            yield f"{{{low + 1},{high or ''}}}" if high is None or low < high else f"{{{high + 1}}}"
            if high and high > max(low, 1):
                yield f"{{{low},{max(low, 1)}}}"


def alternatives(tokens: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the expression without one of its alternatives, at each level."""
    open_at, bars = [-1], [[-1]]
    for at, token in enumerate([*tokens, ")"]):
        if token.startswith("(") and token[-1] != ")":
            open_at.append(at)
            bars.append([at])
        elif token == "|":
            bars[-1].append(at)
        elif token == ")" and bars:
            ends = [*bars.pop(), at]
            open_at.pop()
            if len(ends) > 2:
                for number, (start, end) in enumerate(pairwise(ends)):
                    yield spelt(tokens, *((start, end) if number else (start + 1, end + 1)), "")


def spelt(tokens: list[str], start: int, end: int, other: str) -> tuple[str, str]:
    """Return the words for a change of some tokens, and the changed expression."""
    removed, before, after = "".join(tokens[start:end]), "".join(tokens[:start])[-14:], "".join(tokens[end:])[:10]
    shown = "".join(
        "{…}" if ord(each) >= PLACEHOLDER and ord(each) < PLACEHOLDER + 200 else each
        for each in f"{before}⟦{removed}→{other}⟧{after}"
    )
    return " ".join(shown.split()), "".join((*tokens[:start], other, *tokens[end:]))


def closing(tokens: list[str], at: int) -> int:
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].startswith("(") and tokens[index][-1] != ")"
        depth -= tokens[index] == ")"
        if depth == 0:
            return index
    return at


def opening(tokens: list[str], at: int) -> int:
    """Return where the part begins that a quantifier behind `at` repeats."""
    depth = 0
    for index in range(at, -1, -1):
        depth += tokens[index] == ")"
        depth -= tokens[index].startswith("(") and tokens[index][-1] != ")"
        if depth == 0:
            return index
    return at


def edited(node: Any, edit: Callable[[Any], object]) -> Change:
    """Return a change of a node in its place."""
    after = copy.deepcopy(node)
    edit(after)
    return f"{short(node)} → {short(after)}", lambda tree, place: edit(place.of(tree))


def replaced(node: Any, other: Any) -> Change:
    """Return a change of a node into another one."""

    def make(tree: ast.Module, place: Place) -> None:
        parent = Place(place.steps[:-1]).of(tree)
        name, index = place.steps[-1]
        if index is None:
            setattr(parent, name, copy.deepcopy(other))
        else:
            getattr(parent, name)[index] = copy.deepcopy(other)

    return f"{short(node)} → {short(other)}", make


def without(node: ast.BoolOp, number: int) -> ast.expr:
    left = [value for at, value in enumerate(node.values) if at != number]
    return left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(each, ast.JoinedStr) or isinstance(getattr(each, "value", None), str)
        for each in (node.left, node.right)
    )


def short(node: ast.AST) -> str:
    """Return a node's source in one line."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) < 110 else f"{text[:70]}…{text[-36:]}"
