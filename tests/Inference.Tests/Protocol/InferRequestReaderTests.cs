using System.Text;
using NetMl.Gnn.Inputs;
using NetMl.Inference.Protocol;
using NetMl.Inference.Refusals;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests.Protocol;

public sealed class InferRequestReaderTests
{
    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(SmallGraph.Request);

    /// <summary>The graph, or the sentence that refuses it; any other exception fails the test.</summary>
    private static (GraphSample? Graph, string? Sentence) Read(byte[] body)
    {
        try
        {
            return (GraphInputs.Read(InferRequestReader.Read(body), Artifacts.Small(1)), null);
        }
        catch (Refusal refusal)
        {
            Assert.Equal(400, refusal.Status);
            return (null, refusal.Message);
        }
    }

    [Fact]
    public void Read_MutatedBytes_GivesAGraphOrASentence()
    {
        var random = new Random(7);
        var (graphs, sentences) = (0, new HashSet<string>());
        for (var round = 0; round < 20_000; round++)
        {
            var body = (byte[])Whole.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
                body[random.Next(body.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : Whole[random.Next(Whole.Length)];

            var (graph, sentence) = Read(body);

            graphs += graph is null ? 0 : 1;
            if (sentence is not null)
                sentences.Add(sentence);
        }

        Assert.InRange(graphs, 100, 19_000);
        Assert.InRange(sentences.Count, 100, 20_000);
    }

    [Fact]
    public void Read_CutAnywhere_IsRefused()
    {
        for (var length = 0; length < Whole.Length; length++)
            Assert.NotNull(Read(Whole[..length]).Sentence);
    }

    [Theory]
    [InlineData(new byte[] { 0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D })]
    [InlineData(new byte[] { 0x7B, 0x22, 0x69, 0x64, 0x22, 0x3A, 0x22, 0xC3, 0x28, 0x22, 0x7D })]
    public void Read_TextThatIsNotUtf8_IsRefused(byte[] body)
    {
        Assert.Contains("UTF-8", Read(body).Sentence);
    }
}
