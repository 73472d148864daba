using System.Globalization;
using System.Text.Json;
using DaprLocal.Api;

namespace DaprLocal.PubSub;

/// <summary>A condition of a route rule: the part of CEL that compares fields of the event, with &amp;&amp;, ||, ! and brackets.</summary>
/// <remarks>Field paths (event.type, event.data.kind), ==, !=, &lt;, &lt;=, &gt;, &gt;=, and strings, numbers, true, false. Anything else is refused by name.</remarks>
public sealed class EventCondition
{
    private readonly Func<JsonElement, bool> _test;

    private EventCondition(Func<JsonElement, bool> test) => _test = test;

    /// <exception cref="FormatException">The expression goes beyond what this sidecar evaluates.</exception>
    public static EventCondition Parse(string expression)
    {
        var parser = new Parser(expression);
        var test = parser.Or();
        parser.End();
        return new EventCondition(test);
    }

    /// <summary>A missing field makes a comparison false.</summary>
    public bool IsTrue(JsonElement cloudEvent) => _test(cloudEvent);

    private sealed class Parser(string text)
    {
        private int _at;

        public Func<JsonElement, bool> Or()
        {
            var left = And();
            while (Take("||"))
            {
                var (a, b) = (left, And());
                left = e => a(e) || b(e);
            }
            return left;
        }

        public void End()
        {
            Skip();
            if (_at < text.Length)
                throw Refuse();
        }

        private Func<JsonElement, bool> And()
        {
            var left = Not();
            while (Take("&&"))
            {
                var (a, b) = (left, Not());
                left = e => a(e) && b(e);
            }
            return left;
        }

        private Func<JsonElement, bool> Not()
        {
            if (Take("!"))
            {
                var inner = Not();
                return e => !inner(e);
            }
            if (!Take("("))
                return Comparison();
            var group = Or();
            return Take(")") ? group : throw Refuse();
        }

        private Func<JsonElement, bool> Comparison()
        {
            var left = Operand();
            var sign = new[] { "==", "!=", "<=", ">=", "<", ">" }.FirstOrDefault(Take) ?? throw Refuse();
            var right = Operand();
            return e => Compare(left(e), right(e), sign);
        }

        private Func<JsonElement, object?> Operand()
        {
            Skip();
            if (_at < text.Length && text[_at] is '"' or '\'')
                return Constant(Quoted());
            var start = _at;
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.' or '-'))
                _at++;
            var word = text[start.._at];
            if (word is "true" or "false")
                return Constant(word == "true");
            if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return Constant(number);
            var path = word.Split('.');
            if (path is not ["event", _, ..] || path.Any(part => part.Length == 0))
                throw Refuse();
            return e => Field(e, path);
        }

        private string Quoted()
        {
            var end = text.IndexOf(text[_at], _at + 1);
            if (end < 0)
                throw Refuse();
            var value = text[(_at + 1)..end];
            _at = end + 1;
            return value.Contains('\\') ? throw Refuse() : value;
        }

        private bool Take(string sign)
        {
            Skip();
            if (!text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal) || (sign == "!" && text.AsSpan(_at).StartsWith("!=")))
                return false;
            _at += sign.Length;
            return true;
        }

        private void Skip()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
        }

        private FormatException Refuse() => new(
            $"dapr-local does not evaluate the condition '{text}' (at character {_at + 1}): it knows comparisons such as event.type == \"x\", joined by &&, || and !");

        private static Func<JsonElement, object?> Constant(object value) => _ => value;

        private static object? Field(JsonElement element, string[] path)
        {
            foreach (var name in path.AsSpan(1))
            {
                if (element.Get(name) is not { } inner)
                    return null;
                element = inner;
            }
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number => element.GetDouble(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };
        }

        private static bool Compare(object? left, object? right, string sign)
        {
            if (left is null || right is null || left.GetType() != right.GetType())
                return sign == "!=" && left is not null;
            var order = left is string text ? string.CompareOrdinal(text, (string)right) : System.Collections.Comparer.DefaultInvariant.Compare(left, right);
            return sign switch { "==" => order == 0, "!=" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
        }
    }
}
