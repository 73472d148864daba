using System.Text.Json.Nodes;
using NetMl.Cli.Reports;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Tests.Reports;

public sealed class CsvOutputTests
{
    [Fact]
    public void WriteCsv_Records_HasWireNamesAndEmptyFieldsForWhatIsAbsent()
    {
        var text = Written(terminal => terminal.WriteCsv(
        [
            new DatasetSummary("office", 10, 2, 900, 10, 4, Samples.Noon, null),
            new DatasetSummary("lab", 1, 1, 9, 1, 0, null, null, "The disk is full, or nearly."),
        ]));

        Assert.Equal(
            "dataset,rows,segments,bytes,analysedRows,labelledRows,firstFlow,lastFlow,problem,note\r\n"
            + "office,10,2,900,10,4,2026-11-20T12:00:00+00:00,,,\r\n"
            + "lab,1,1,9,1,0,,,\"The disk is full, or nearly.\",\r\n",
            text);
    }

    [Fact]
    public void WriteCsv_NumbersByName_BecomeColumnsOfTheirOwn()
    {
        var text = Written(terminal => terminal.WriteCsv(
        [
            new HostSummary("10.0.0.1", new Dictionary<string, double> { ["degree"] = 7, ["pagerank"] = -0.125 }),
            new HostSummary("10.0.0.2", new Dictionary<string, double> { ["degree"] = 1, ["flows"] = 1e21 }),
        ]));

        Assert.Equal("address,features.degree,features.pagerank,features.flows\r\n10.0.0.1,7,-0.125,\r\n10.0.0.2,1,,1E+21\r\n", text);
    }

    [Fact]
    public void WriteCsv_Nothing_HasTheHeader() =>
        Assert.Equal("id,hosts,flowsWithin,flowsAcross,leaders\r\n", Written(terminal => terminal.WriteCsv(Array.Empty<CommunitySummary>())));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("naïve → 東京", "naïve → 東京")]
    [InlineData("=HYPERLINK(\"http://evil\")", "\"'=HYPERLINK(\"\"http://evil\"\")\"")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+1", "'+1")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("\tx", "'\tx")]
    public void WriteCsv_Text_IsQuotedAndNeverAFormula(string text, string expected) =>
        Assert.Equal($"name\r\n{expected}\r\n", Written(terminal => terminal.WriteCsv(["name"], [new JsonObject { ["name"] = text }])));

    [Fact]
    public void WriteCsv_Lists_AreJoinedOrJson()
    {
        var entry = new JsonObject { ["ports"] = new JsonArray(80, 443), ["peers"] = new JsonArray(new JsonObject { ["address"] = "::1" }) };

        Assert.Equal("ports,peers\r\n80;443,\"[{\"\"address\"\":\"\"::1\"\"}]\"\r\n", Written(terminal => terminal.WriteCsv([], [entry])));
    }

    private static string Written(Action<Terminal> write)
    {
        var output = new StringWriter();
        write(new Terminal(Terminal.Open(output, plain: true), Terminal.Open(TextWriter.Null, plain: true), () => Stream.Null, _ => null));
        return output.ToString();
    }
}
