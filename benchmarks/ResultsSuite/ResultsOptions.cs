using System.Globalization;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>What of the suite is run.</summary>
/// <param name="Sets">Of <see cref="ResultSet.Names"/>.</param>
/// <param name="Splits">Of <see cref="Known"/>.</param>
internal sealed record ResultsOptions(IReadOnlyList<string> Sets, IReadOnlyList<string> Splits, int Seeds, bool IsQuick)
{
    /// <summary>Splits, and what else is compared: sources drawn at random, classes of hosts, learning from detectors, and what settings are chosen by.</summary>
    public static IReadOnlyList<string> Known { get; } = ["time", "random", "hosts", "drawn-sources", "host-classes", "detectors", "settings"];

    /// <summary>Null and a sentence where an argument is none.</summary>
    public static ResultsOptions? Read(string[] arguments, out string wrong)
    {
        var options = new ResultsOptions(ResultSet.Names, Known, 3, IsQuick: false);
        wrong = "";
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--quick":
                    options = new ResultsOptions(["stratosphere"], ["time"], 1, IsQuick: true);
                    continue;
                case "--set" when ResultSet.Names.Contains(value):
                    options = options with { Sets = [value] };
                    break;
                case "--split" when Known.Contains(value):
                    options = options with { Splits = [value] };
                    break;
                case "--seeds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) && seeds is > 0 and <= 20:
                    options = options with { Seeds = seeds };
                    break;
                default:
                    wrong = $"results takes --set {string.Join('|', ResultSet.Names)}, --split {string.Join('|', Known)}, --seeds 1 to 20 and --quick, not '{arguments[i]} {value}'.";
                    return null;
            }
            i++;
        }
        return options;
    }
}
