using System.Globalization;
using System.Text.RegularExpressions;
using NetMl.Cli.Report;

namespace NetMl.Report.Tests;

/// <summary>Colours of the page as people with other eyes see them.</summary>
public sealed partial class PaletteTests
{
    /// <summary>Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.</summary>
    private static readonly Dictionary<string, double[]> Eyes = new()
    {
        ["usual"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["protanopia"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["deuteranopia"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["tritanopia"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    public static TheoryData<int, string> Schemes { get; } = new MatrixTheoryData(Eyes.Keys);

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Classes_AnyEyes_LookDifferent(int scheme, string eyes)
    {
        var colours = Enumerable.Range(0, 8).Select(i => Lab(Seen(Colour(scheme, $"c{i}"), Eyes[eyes]))).ToList();

        for (var i = 0; i < colours.Count; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.True(Difference(colours[i], colours[j]) > 8, $"classes {i} and {j} differ by {Difference(colours[i], colours[j]):0.0}");
        }
    }

    /// <summary>WCAG 2.2, success criteria 1.4.3 and 1.4.11.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Texts_OnCards_ContrastEnough(int scheme)
    {
        var card = Colour(scheme, "card");

        Assert.All(["ink", "soft", "accent", "mark"], name => Assert.InRange(Contrast(Colour(scheme, name), card), 4.5, 21));
        Assert.All(["c0", "c5"], name => Assert.InRange(Contrast(Colour(scheme, name), card), 3, 21));
    }

    /// <summary>Scheme 0 is light, 1 dark; linear RGB.</summary>
    private static double[] Colour(int scheme, string name)
    {
        using var stream = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("report.css") ?? throw new InvalidOperationException("report.css is missing."));
        var hex = Variable().Matches(stream.ReadToEnd()).Where(match => match.Groups[1].Value == name).ElementAt(scheme).Groups[2].Value;
        return [.. Enumerable.Range(0, 3).Select(i => Linear(int.Parse(hex.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0))];
    }

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double[] Seen(double[] rgb, double[] eye) =>
        [.. Enumerable.Range(0, 3).Select(row => Math.Clamp(Enumerable.Range(0, 3).Sum(column => eye[3 * row + column] * rgb[column]), 0, 1))];

    private static double Contrast(double[] a, double[] b)
    {
        double Light(double[] rgb) => 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] + 0.05;
        return Math.Max(Light(a), Light(b)) / Math.Min(Light(a), Light(b));
    }

    /// <summary>CIE 1976 L*a*b*, white D65.</summary>
    private static double[] Lab(double[] rgb)
    {
        double F(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : (24389.0 / 27 * t + 16) / 116;
        var x = F((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047);
        var y = F(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
        var z = F((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
    }

    private static double Difference(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (p, q) => (p - q) * (p - q)).Sum());

    [GeneratedRegex("--([a-z0-9]+): #([0-9a-f]{6});")]
    private static partial Regex Variable();

    private sealed class MatrixTheoryData : TheoryData<int, string>
    {
        public MatrixTheoryData(IEnumerable<string> eyes)
        {
            foreach (var eye in eyes)
            {
                Add(0, eye);
                Add(1, eye);
            }
        }
    }
}
