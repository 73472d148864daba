using NetMl.Graphs.Files;

namespace NetMl.Graphs.Tests.Files;

public class GraphMlFileTests : GraphFileTests
{
    protected override bool KeepsNodes => true;

    protected override Task<NamedGraph> ReadAsync(Stream stream, bool isDirected) => GraphMlFile.ReadAsync(stream, CancellationToken.None);

    protected override Task WriteAsync(NamedGraph graph, Stream stream) => GraphMlFile.WriteAsync(graph, stream, CancellationToken.None);

    [Theory]
    [InlineData("networkx-directed.graphml", false)]
    [InlineData("networkx-multi.graphml", true)]
    public async Task Read_WrittenByNetworkX_GivesItsGraph(string file, bool isMulti)
    {
        await using var stream = NetworkXFiles.Open(file);

        NetworkXFiles.Check(await ReadAsync(stream, true), isMulti);
    }

    [Fact]
    public async Task Read_Defaults_AreForElementsWithoutAValue()
    {
        const string Text = """
            <graphml><key id="w" for="all" attr.name="weight" attr.type="double"><desc>how much</desc><default>INF</default></key>
            <key id="g" for="node" yfiles.type="nodegraphics"/>
            <graph edgedefault="directed"><desc/>
              <edge source="a" target="b"><data key="w">2</data></edge>
              <node id="b"><data key="w">-inf</data><data key="g"><x/></data></node><node id="a"/>
            </graph></graphml>
            """;

        var graph = await ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Text)), true);

        Assert.Equal(["weight Number 0 Infinity", "weight Number 1 -Infinity"], Values(graph.NodeColumns, 2));
        Assert.Equal(["weight Number 0 2.0"], Values(graph.EdgeColumns, 1));
    }

    [Theory]
    [InlineData("<graphml>\n<graph edgedefault='directed'>\n<node id='a'/><node id='a'/></graph></graphml>", 3, "'a' is there already")]
    [InlineData("<graphml>\n<graph edgedefault='directed'>\n<edge source='a' target='b'/><node id='a'/></graph></graphml>", 3, "'b'")]
    [InlineData("<graphml>\n<graph edgedefault='both'/></graphml>", 2, "'both'")]
    [InlineData("<graphml><graph edgedefault='directed'>\n<node/></graph></graphml>", 2, "needs a id")]
    [InlineData("<graphml><graph edgedefault='directed'><node id='a'>\n<data key='k'>1</data></node></graph></graphml>", 2, "'k'")]
    [InlineData("<graphml><key id='k' for='node' attr.type='int'/><graph edgedefault='directed'><node id='a'>\n<data key='k'>x</data></node></graph></graphml>", 2, "no int")]
    [InlineData("<graphml><key id='k' for='node' attr.type='int'/><graph edgedefault='directed'><node id='a'><data key='k'>1</data>\n<data key='k'>2</data></node></graph></graphml>", 2, "twice")]
    [InlineData("<graphml><key id='k' for='node' attr.type='complex'/></graphml>", 1, "'complex'")]
    [InlineData("<graphml><key id='k'/>\n<key id='k'/></graphml>", 2, "'k'")]
    [InlineData("<graphml><graph edgedefault='directed'/>\n<graph edgedefault='directed'/></graphml>", 2, "second")]
    [InlineData("<graphml><graph edgedefault='directed'>\n<hyperedge/></graph></graphml>", 2, "hyperedges")]
    [InlineData("<graphml><graph edgedefault='directed'><node id='a'>\n<graph/></node></graph></graphml>", 2, "inside")]
    [InlineData("<graphml><graph edgedefault='directed'><node id='a'/>\n<edge source='a' target='a' directed='false'/></graph></graphml>", 2, "direction")]
    [InlineData("<graphml>\n</graphml>", 2, "no <graph>")]
    [InlineData("<gexf/>", 1, "<gexf>")]
    [InlineData("<graphml>\n<graph", 2, "XML")]
    [InlineData("", 1, "XML")]
    [InlineData("<!DOCTYPE g [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>\n<graphml>&b;</graphml>", 1, "DTD")]
    [InlineData("<!DOCTYPE g SYSTEM 'http://example.org/a.dtd'><graphml/>", 1, "DTD")]
    public async Task Read_BadFile_IsRefusedByLine(string text, long line, string part) =>
        Assert.Contains(part, (await RefusedAsync(text, line)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Read_ManyDefaults_AreRefused()
    {
        var keys = string.Concat(Enumerable.Range(0, 65).Select(k => $"<key id='{k}' for='node' attr.name='{k}'><default>x</default></key>\n"));

        await RefusedAsync($"<graphml>{keys}</graphml>", 65);
    }
}
