using NetMl.Tensors.Files;

namespace NetMl.Trees.Tests;

/// <summary>Files that say what no forest of ours would.</summary>
public sealed class HostileTreesTests
{
    // Three nodes: x₁ ≤ 0.5 ? −1 : 1.
    private static readonly int[] Feature = [1, -1, -1];
    private static readonly float[] Value = [0.5f, -1, 1];
    private static readonly int[] Left = [1, 0, 0];
    private static readonly byte[] MissingLeft = [1, 0, 0];

    [Fact]
    public void Read_GoodTree_Answers()
    {
        var trees = Read(Feature, Value, Left, MissingLeft, [0], [0]);

        Assert.Equal([0, 1, 0], trees.Predict([9, 0.5f, 9, 0.6f, 9, float.NaN]));
    }

    [Theory]
    [InlineData(0, "children 0")]
    [InlineData(2, "children 2")]
    [InlineData(-1, "children -1")]
    [InlineData(int.MaxValue, "children 2147483647")]
    public void Read_ChildThatLeadsBackOrOut_IsRefused(int left, string words) => Refused(words, Feature, Value, [left, 0, 0], MissingLeft, [0], [0]);

    [Theory]
    [InlineData(2, "feature 2")]
    [InlineData(-2, "feature -2")]
    [InlineData(int.MaxValue, "feature 2147483647")]
    public void Read_FeatureOutOfRange_IsRefused(int feature, string words) => Refused(words, [feature, -1, -1], Value, Left, MissingLeft, [0], [0]);

    [Theory]
    [InlineData(float.NaN, -1f, "threshold NaN")]
    [InlineData(0.5f, float.NaN, "answers NaN")]
    [InlineData(0.5f, float.PositiveInfinity, "answers")]
    public void Read_NumbersThatAreNone_AreRefused(float threshold, float answer, string words) => Refused(words, Feature, [threshold, answer, 1], Left, MissingLeft, [0], [0]);

    [Fact]
    public void Read_OddShapes_AreRefused()
    {
        Refused("Leaf 1", Feature, Value, [1, 1, 0], MissingLeft, [0], [0]);
        Refused("missing values to 2", Feature, Value, Left, [2, 0, 0], [0], [0]);
        Refused("nobody's child", [-1, -1, -1], Value, [0, 0, 0], [0, 0, 0], [0], [0]);
        Refused("Tree 0 claims", Feature, Value, Left, MissingLeft, [1], [0]);
        Refused("Tree 1 claims", Feature, Value, Left, MissingLeft, [0, 3], [0, 0]);
        Refused("belong to no tree", Feature, Value, Left, MissingLeft, [], []);
        Refused("output 1", Feature, Value, Left, MissingLeft, [0], [1]);
        Refused("output -1", Feature, Value, Left, MissingLeft, [0], [-1]);
        Refused("shape", Feature, Value, [1, 0], MissingLeft, [0], [0]);
        Refused("shape", Feature, Value, Left, MissingLeft, [0], [0, 0]);
        Refused("other parent", [0, 0, 0, -1, -1], [0, 0, 0, 1, 1], [1, 3, 3, 0, 0], new byte[5], [0], [0]);
    }

    [Fact]
    public void Read_WrongHead_IsRefused()
    {
        Refused("baseline", Feature, Value, Left, MissingLeft, [0], [0], baseline: [0, 0]);
        Refused("baseline", Feature, Value, Left, MissingLeft, [0], [0], baseline: [double.NaN]);
        Refused("whole rounds", Feature, Value, Left, MissingLeft, [0], [0], baseline: [0, 0, 0]);
        Refused("gains", Feature, Value, Left, MissingLeft, [0], [0], gains: [double.NaN, 0]);
        Refused("at least one feature", Feature, Value, Left, MissingLeft, [0], [0], gains: []);
    }

    [Theory]
    [InlineData(0, 256, "at least one feature")]
    [InlineData(2, 1, "two rows")]
    [InlineData(2, 256, "depth -1")]
    public void ReadForest_WrongSizeOrDepth_IsRefused(int features, int sample, string words)
    {
        var writer = Writer(Feature, Value, Left, MissingLeft, [0], [0]);
        writer.Add("t.size", [features, sample]);

        var refusal = Assert.Throws<InvalidDataException>(() => IsolationForest.Read(Safetensors.Read(writer.ToArray()), "t"));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private static void Refused(string words, int[] feature, float[] value, int[] left, byte[] missingLeft, int[] roots, int[] outputs, double[]? baseline = null, double[]? gains = null) =>
        Assert.Contains(words, Assert.Throws<InvalidDataException>(() => Read(feature, value, left, missingLeft, roots, outputs, baseline, gains)).Message, StringComparison.Ordinal);

    private static BoostedTrees Read(int[] feature, float[] value, int[] left, byte[] missingLeft, int[] roots, int[] outputs, double[]? baseline = null, double[]? gains = null)
    {
        var writer = Writer(feature, value, left, missingLeft, roots, outputs);
        writer.Add("t.baseline", baseline ?? [0.0]);
        writer.Add("t.gains", gains ?? [0.0, 1.0]);
        return BoostedTrees.Read(Safetensors.Read(writer.ToArray()), "t");
    }

    private static SafetensorsWriter Writer(int[] feature, float[] value, int[] left, byte[] missingLeft, int[] roots, int[] outputs)
    {
        var writer = new SafetensorsWriter();
        writer.Add("t.feature", feature);
        writer.Add("t.value", value);
        writer.Add("t.left", left);
        writer.Add("t.missing_left", missingLeft);
        writer.Add("t.root", roots);
        writer.Add("t.output", outputs);
        return writer;
    }
}
