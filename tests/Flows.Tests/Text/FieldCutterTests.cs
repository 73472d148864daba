using System.Text;
using NetMl.Flows.Text;

namespace NetMl.Flows.Tests.Text;

public sealed class FieldCutterTests
{
    [Fact]
    public void Cut_EveryLength_AgreesWithSplit()
    {
        var cutter = new FieldCutter();
        var random = new Random(3);

        for (var length = 0; length <= 257; length++)
        {
            var line = new string(Enumerable.Range(0, length).Select(_ => random.Next(4) == 0 ? '\t' : 'x').ToArray());
            var bytes = Encoding.ASCII.GetBytes(line);
            cutter.Cut(bytes, (byte)'\t', quotes: false);
            Assert.Equal(line.Split('\t'), Enumerable.Range(0, cutter.Count).Select(i => Encoding.ASCII.GetString(cutter.Field(bytes, i))));
        }
    }

    [Fact]
    public void Cut_QuotedSeparators_AreText()
    {
        var cutter = new FieldCutter();
        var line = "a,\"b,c\",,\"\",d"u8.ToArray();

        cutter.Cut(line, (byte)',', quotes: true);

        Assert.Equal(["a", "b,c", "", "", "d"], Enumerable.Range(0, cutter.Count).Select(i => Encoding.ASCII.GetString(cutter.Field(line, i))));
    }

    [Theory]
    [InlineData(600)]
    [InlineData(5000)]
    public void Cut_MoreFieldsThanAnyFormatHas_StaysWithinItsRoom(int separators)
    {
        var cutter = new FieldCutter();
        var line = Encoding.ASCII.GetBytes(new string(',', separators));

        cutter.Cut(line, (byte)',', quotes: false);

        Assert.Equal(FieldCutter.MaxFields, cutter.Count);
        Assert.Equal(separators - FieldCutter.MaxFields + 1, cutter.Field(line, FieldCutter.MaxFields - 1).Length);
    }
}
