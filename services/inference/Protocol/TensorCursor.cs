using System.Text.Json;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Protocol;

/// <summary>Walks over the values of a JSON array of arrays and checks that they nest as the shape says, or not at all.</summary>
internal ref struct TensorCursor
{
    private readonly InferInput _input;
    private readonly Span<int> _seen;
    private int _depth;
    private bool _isNested;

    public TensorCursor(InferInput input)
    {
        _input = input;
        _seen = new int[input.Shape.Count + 1];
        Reader = new Utf8JsonReader(input.Data.Span);
        Reader.Read();
        _depth = 1;
    }

    public Utf8JsonReader Reader;

    /// <summary>Position of the value, row after row.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>Moves to the next number; false after the last of exactly <paramref name="count"/>.</summary>
    public bool Next(int count)
    {
        while (Reader.Read())
        {
            if (Reader.TokenType == JsonTokenType.StartArray)
                Open();
            else if (Reader.TokenType == JsonTokenType.EndArray)
                Close();
            else
                return Take(count);
        }
        return Index + 1 == count ? false : throw Refusal.BadRequest($"The input '{_input.Name}' has {Index + 1} values; its shape {_input.ShapeText} asks for {count}.");
    }

    /// <summary>A refusal that names the value at hand.</summary>
    public readonly Refusal Wrong(string what) => Refusal.BadRequest($"Value {Index} of the input '{_input.Name}' {what}.");

    private bool Take(int count)
    {
        Index++;
        if (Reader.TokenType != JsonTokenType.Number)
            throw Wrong("is not a number");
        if (Index >= count)
            throw Refusal.BadRequest($"The input '{_input.Name}' has more values than its shape {_input.ShapeText} asks for, {count}.");
        if (_isNested && _depth != _input.Shape.Count)
            throw NotNested();
        _seen[_depth]++;
        return true;
    }

    private void Open()
    {
        if (Index < 0 && !_isNested)
            _isNested = true;
        if (!_isNested || _depth >= _input.Shape.Count)
            throw NotNested();
        _seen[_depth]++;
        _depth++;
        _seen[_depth] = 0;
    }

    private void Close()
    {
        if (_isNested && _seen[_depth] != _input.Shape[_depth - 1])
            throw NotNested();
        _depth--;
    }

    private readonly Refusal NotNested() =>
        Refusal.BadRequest($"The arrays of the input '{_input.Name}' do not nest as its shape {_input.ShapeText} says; nest them so, or send one flat array.");
}
