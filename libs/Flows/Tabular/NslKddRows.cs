using System.Buffers.Text;
using NetMl.Flows.Columns;
using NetMl.Flows.Reading;
using NetMl.Flows.Text;

namespace NetMl.Flows.Tabular;

/// <summary>Collects rows of NSL-KDD by column.</summary>
internal sealed class NslKddRows : ILineReader
{
    private const string WrongColumns = "the row has not the 43 columns of NSL-KDD: 41 features, label and difficulty";
    private const string BadNumber = "a feature or the difficulty is not a number";
    private const string BadWord = "protocol_type, service, flag or label is empty or longer than 256 bytes";

    private const int Label = 41;
    private const int Columns = 43;

    private readonly FieldCutter _cutter = new();
    private readonly double[] _row = new double[Columns];
    private readonly List<double>[] _numbers = [.. Enumerable.Range(0, Columns).Select(_ => new List<double>())];
    private readonly TextDictionaryBuilder[] _words = [new(), new(), new(), new()];

    public bool IsFull => false;

    public int Count => _numbers[Label].Count;

    /// <summary>Whether a line is a row of this data set.</summary>
    public static bool Fits(ReadOnlySpan<byte> line) => new NslKddRows().Take(line) is null;

    public string? Take(ReadOnlySpan<byte> line)
    {
        _cutter.Cut(line, (byte)',', quotes: false);
        if (_cutter.Count != Columns)
            return WrongColumns;
        for (var column = 0; column < Columns; column++)
        {
            var field = _cutter.Field(line, column);
            if (IsWord(column))
            {
                if (field.Length is 0 or > FlowBatchBuilder.MaxTextBytes)
                    return BadWord;
            }
            else if (!Utf8Parser.TryParse(field, out _row[column], out var used) || used != field.Length || !double.IsFinite(_row[column]))
                return BadNumber;
        }
        for (var column = 0; column < Columns; column++)
            _numbers[column].Add(IsWord(column) ? WordsOf(column).Add(_cutter.Field(line, column)) : _row[column]);
        return null;
    }

    public TabularRows Build()
    {
        int[] features = [.. Enumerable.Range(0, Label)];
        return new TabularRows(
            Count, [.. features.Where(column => !IsWord(column)).Select(column => Numbers(NslKddFile.Features[column], column))],
            [.. features.Where(IsWord).Select(column => Words(NslKddFile.Features[column], column))], Words("label", Label), [Numbers("difficulty", Label + 1)]);
    }

    private static bool IsWord(int column) => column is 1 or 2 or 3 or Label;

    private TextDictionaryBuilder WordsOf(int column) => _words[column == Label ? 0 : column];

    private NumberColumn Numbers(string name, int column) => new(name, _numbers[column].ToArray());

    private CategoryColumn Words(string name, int column) =>
        new(name, _numbers[column].ConvertAll(code => (int)code).ToArray(), WordsOf(column).Build().Strings);
}
