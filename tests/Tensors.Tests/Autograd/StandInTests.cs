using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Tensors.Tests.Autograd;

public sealed class StandInTests
{
    // Row 0 hears nobody, row 1 hears 3 twice and itself: five rows, four sources, seven entries.
    private static readonly Adjacency Graph = Adjacency.Group(5, 4, [1, 1, 1, 2, 3, 3, 4], [3, 1, 3, 0, 0, 2, 3], skipSelf: false);
    private static readonly SparseMatrix<double> Matrix = new(Graph, [0.5, -1, 2, 0.25, 3, 0, -0.75]);
    private static readonly Tensor<double> Alpha = GradientCheck.Random(7, 2, 5);

    private delegate Variable<double> Gathering(Tape<double> tape, Variable<double> x);

    public static TheoryData<string> Names => [.. Gatherings.Keys];

    private static Dictionary<string, Gathering> Gatherings { get; } = new()
    {
        ["sum"] = (tape, x) => tape.SumNeighbours(x, Graph),
        ["average"] = (tape, x) => tape.AverageNeighbours(x, Graph),
        ["attention"] = (tape, x) => tape.SumNeighbours(tape.SoftmaxNeighbours(tape.Constant(Alpha), Graph), x, Graph),
        ["sparse"] = (tape, x) => tape.Multiply(Matrix, x),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Weigh_Gradient_EqualsCentralDifference(string name) => GradientCheck.Run(
        (tape, x) => Reduce(tape, Weighed(tape, x[0], x[1], Gatherings[name])), Positive(7), GradientCheck.Random(4, 4, 2));

    [Theory]
    [MemberData(nameof(Names))]
    public void Weigh_AllOne_ChangesNothing(string name)
    {
        var (tape, x) = (new Tape<double>(), GradientCheck.Random(4, 4, 2));
        var plain = Gatherings[name](tape, tape.Constant(x)).Value.Span.ToArray();

        var weighed = Weighed(tape, tape.Constant(Filled(7, 1)), tape.Constant(x), Gatherings[name]).Value.Span.ToArray();

        Assert.All(plain.Zip(weighed), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    // Row 1 hears 3, 1 and 3 again, row 2 hears 0, row 3 hears 0 and 2.
    [Fact]
    public void Weigh_ZeroInAnAverage_LeavesTheAverageOfTheOthers()
    {
        var tape = new Tape<double>();
        var weights = new Tensor<double>(7, 1, new double[] { 0, 1, 1, 1, 0, 0, 1 });

        var y = Weighed(tape, tape.Constant(weights), tape.Constant(new Tensor<double>(4, 1, new double[] { 1, 20, 300, 6000 })), Gatherings["average"]).Value;

        // A tenth of one entry of three stays silent: 2/3 of the shares become 2/3 / ((1 − 1/30) · 2/3 + 1/30).
        Assert.Equal(3010 * (2.0 / 3) / (29.0 / 30 * 2 / 3 + 1.0 / 30), y.Row(1)[0], 1e-9);
        Assert.Equal((1.0, 0.0), (y.Row(2)[0], y.Row(3)[0]));
    }

    [Fact]
    public void Weigh_ZeroInASum_TakesTheMessageAway()
    {
        var tape = new Tape<double>();
        var weights = new Tensor<double>(7, 1, new double[] { 0, 1, 1, 1, 0, 0, 1 });

        var y = Weighed(tape, tape.Constant(weights), tape.Constant(new Tensor<double>(4, 1, new double[] { 1, 20, 300, 6000 })), Gatherings["sum"]).Value;

        Assert.Equal((6020, 1, 0), (y.Row(1)[0], y.Row(2)[0], y.Row(3)[0]));
    }

    [Fact]
    public void Replace_KnownConstant_GivesTheStandInUntilReset()
    {
        var (tape, known, other) = (new Tape<double>(), Filled(2, 1), Filled(2, 2));
        tape.StandIns = new StandIns<double>();
        var by = tape.Constant(other);
        tape.StandIns.Replace(known, by);

        Assert.Same(by, tape.Constant(known));
        Assert.Same(other, tape.Constant(other).Value);
        tape.Reset();
        Assert.Same(known, tape.Constant(known).Value);
    }

    [Fact]
    public void StandIn_OfAnotherShape_IsRefused()
    {
        var (tape, standIns) = (new Tape<double>(), new StandIns<double>());

        Assert.Throws<ArgumentException>(() => standIns.Replace(Filled(2, 1), tape.Constant(Filled(3, 1))));
        Assert.Throws<ArgumentException>(() => standIns.Weigh(Graph, tape.Constant(Filled(6, 1))));
    }

    private static Variable<double> Weighed(Tape<double> tape, Variable<double> weights, Variable<double> x, Gathering gathering)
    {
        tape.StandIns = new StandIns<double>();
        tape.StandIns.Weigh(Graph, weights);
        var y = gathering(tape, x);
        tape.StandIns = null;
        return y;
    }

    private static Variable<double> Reduce(Tape<double> tape, Variable<double> y) => tape.SumSquaredError(y, GradientCheck.Random(y.Value.Rows, y.Value.Columns, 99));

    // As weights are: a row whose weights nearly cancel out has no average.
    private static Tensor<double> Positive(int rows) => new(rows, 1, Array.ConvertAll(GradientCheck.Random(rows, 1, 1).Span.ToArray(), value => 0.55 + value / 2.5));

    private static Tensor<double> Filled(int rows, double value) => new(rows, 1, Enumerable.Repeat(value, rows).ToArray());
}
