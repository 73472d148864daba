using System.IO.Compression;
using NetMl.Tensors.Parallelism;
using NetMl.Tests;

namespace NetMl.Trees.Tests;

/// <summary>NSL-KDD has eleven rows of its rarest family among 25,192: unbounded leaves lose two thirds of the accuracy to it.</summary>
public sealed class RareClassTests
{
    private static readonly string[] Rare = ["buffer_overflow", "loadmodule", "rootkit", "perl", "sqlattack", "xterm", "ps"];

    [SkippableFact]
    public void Fit_ClassOfElevenRows_DoesNotUpsetTheOthers()
    {
        var (values, labels) = Read(RealData.Path("nsl-kdd/train20.csv.gz"));

        var trees = BoostedTrees.Fit(values, values.Length / labels.Length, labels, 3, default, new BoostingSettings(40), WorkTeam.Alone, CancellationToken.None);

        Assert.InRange(trees.Predict(values).Zip(labels).Average(pair => pair.First == pair.Second ? 1.0 : 0), 0.999, 1);
    }

    // Normal, attack, rare attack; the three columns of names are left out.
    private static (float[] Values, int[] Labels) Read(string path)
    {
        var (values, labels) = (new List<float>(), new List<int>());
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            for (var column = 0; column < 41; column++)
                if (column is not (1 or 2 or 3))
                    values.Add(float.Parse(cells[column], System.Globalization.CultureInfo.InvariantCulture));
            labels.Add(cells[41] == "normal" ? 0 : Rare.Contains(cells[41]) ? 2 : 1);
        }
        return ([.. values], [.. labels]);
    }
}
