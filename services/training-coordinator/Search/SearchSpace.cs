using System.Globalization;
using NetMl.Contracts.Training;
using NetMl.Gnn.Networks;

namespace NetMl.TrainingCoordinator.Search;

/// <summary>Draws the settings of trials. What the request gives stays as it is; rates are rounded to two digits, so that people can type them again.</summary>
static class SearchSpace
{
    private const int MostDraws = 50;
    private static readonly int[] Widths = [8, 16, 32, 64, 128];
    private static readonly int[] WidthsOfHeads = [4, 8, 16, 32];
    private static readonly int[] FlowWidths = [16, 32, 64, 128];

    /// <summary>As many settings as the search wants trials, all different unless there are not so many: first that of the request with its networks' usual settings, then drawn ones.</summary>
    /// <param name="usual">Settings that are left out become those.</param>
    /// <param name="draw">One setting at random.</param>
    /// <param name="fits">False for a setting that is too large to train.</param>
    /// <remarks>All follows from <paramref name="seed"/>: the same seed, the same trials.</remarks>
    public static IReadOnlyList<NetworkRequest> Draw(int trials, int seed, NetworkRequest usual, Func<Random, NetworkRequest> draw, Func<NetworkRequest, bool> fits)
    {
        var random = new Random(seed);
        var (drawn, known) = (new List<NetworkRequest> { usual }, new HashSet<NetworkRequest> { usual });
        for (var attempt = 0; drawn.Count < trials && attempt < trials * MostDraws; attempt++)
        {
            var settings = draw(random);
            if (known.Add(settings) && fits(settings))
                drawn.Add(settings);
        }
        return drawn;
    }

    /// <summary>A setting of a node classifier.</summary>
    /// <param name="asked">What is null is drawn.</param>
    public static NetworkRequest OfNodes(Random random, NetworkRequest asked, IReadOnlyList<string> networks)
    {
        var name = Pick(random, networks);
        var usual = NodeNetworks.Defaults(name);
        // Every number is drawn whether it is asked for or not, so that one given value does not change the others.
        var (rate, width, layers, heads) = (random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble());
        var (dropout, decay) = (random.NextDouble(), random.NextDouble());
        return new NetworkRequest(
            name,
            asked.Hidden ?? (name is "sgc" or "logistic" ? usual.Hidden : Pick(width, name is "gat" or "gatv2" ? WidthsOfHeads : Widths)),
            asked.Layers ?? (name switch { "logistic" => 1, "sgc" => Pick(layers, [1, 2, 3, 4]), "appnp" => Pick(layers, [5, 10, 20]), _ => Pick(layers, [2, 3]) }),
            asked.Heads ?? (name is "gat" or "gatv2" ? Pick(heads, [1, 2, 4, 8]) : 1),
            asked.Dropout ?? (name == "logistic" ? 0 : Math.Round(0.8 * dropout, 2)),
            asked.LearningRate ?? (name is "sgc" or "logistic" ? LogUniform(rate, 0.01, 0.5) : LogUniform(rate, 0.001, 0.1)),
            asked.WeightDecay ?? LogUniform(decay, 1e-6, 1e-2), asked.Epochs ?? usual.Epochs, asked.Patience ?? usual.Patience);
    }

    /// <summary>A setting of a network over flows or hosts.</summary>
    /// <param name="hidden">Null = drawn.</param>
    /// <param name="learningRate">Null = drawn.</param>
    public static NetworkRequest OfFlows(Random random, IReadOnlyList<string> networks, int? hidden, double? learningRate, int epochs)
    {
        var name = Pick(random, networks);
        var (width, rate) = (random.NextDouble(), random.NextDouble());
        return new NetworkRequest(name, hidden ?? Pick(width, FlowWidths), LearningRate: learningRate ?? LogUniform(rate, 0.001, 0.05), Epochs: epochs);
    }

    private static string Pick(Random random, IReadOnlyList<string> names) => names[random.Next(names.Count)];

    private static int Pick(double share, int[] choices) => choices[(int)(share * choices.Length)];

    private static double LogUniform(double share, double least, double most) =>
        double.Parse((least * Math.Pow(most / least, share)).ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
