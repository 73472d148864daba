using NetMl.Federation.Simulation;

namespace NetMl.Federation.Tests.Simulation;

/// <summary>Gaussian clouds, one per class, as the examples of one site; the clouds are the same for all sites.</summary>
internal static class SyntheticSites
{
    public const int Width = 8;

    public static Examples Draw(int site, int count, int classes, Func<int, int>? relabel = null)
    {
        var random = SimulationSeeds.Stream(99, 1, site);
        var features = new float[count * Width];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            var label = random.Next(classes);
            labels[i] = relabel?.Invoke(label) ?? label;
            for (var j = 0; j < Width; j++)
                features[i * Width + j] = (float)(Centre(label, j) + SimulationSeeds.Gaussian(random));
        }
        return new Examples(features, labels, Width);
    }

    public static LogisticObjective Objective(int site, int count, int classes) => new(Draw(site, count, classes), Examples.None(Width), classes);

    /// <summary>3.5 along an axis of its own (or against it, from the ninth class on).</summary>
    private static double Centre(int label, int axis) => label % Width == axis ? (label < Width ? 3.5 : -3.5) : 0;
}
