using System.Globalization;
using System.IO.Compression;
using NetMl.Benchmarks.GraphSuite;

namespace NetMl.Benchmarks.TreesSuite;

/// <summary>NSL-KDD: 41 columns of a connection, three of them names; an attack's name; how many of 21 learners got it right (left out).</summary>
internal static class NslKdd
{
    private const int Columns = 41;
    private static readonly int[] Named = [1, 2, 3];

    // Families as in Tavallaee et al. 2009 and the KDD Cup 1999.
    private static readonly Dictionary<string, int> Families = new[]
    {
        "normal",
        "apache2 back land mailbomb neptune pod processtable smurf teardrop udpstorm worm",
        "ipsweep mscan nmap portsweep saint satan",
        "ftp_write guess_passwd httptunnel imap multihop named phf sendmail snmpgetattack snmpguess spy warezclient warezmaster xlock xsnoop",
        "buffer_overflow loadmodule perl ps rootkit sqlattack xterm",
    }.SelectMany((names, family) => names.Split(' ').Select(name => (name, family))).ToDictionary(pair => pair.name, pair => pair.family, StringComparer.Ordinal);

    /// <summary>The 20 % training set and the whole test set; null, after a line that says so, where they are absent.</summary>
    /// <param name="classes">2: normal and attack; 5: normal, denial of service, probe, remote to local, user to root.</param>
    /// <param name="isOneHot">A column for each name; else names are numbered as they appear.</param>
    public static TreesTable? Read(string name, int classes, bool isOneHot)
    {
        var files = new[] { "train20.csv.gz", "test.csv.gz" }.Select(file => Path.Combine(TestData.Folder, "nsl-kdd", file)).ToArray();
        if (!files.All(File.Exists))
        {
            Console.WriteLine($"NSL-KDD is left out: {files[0]} and its test set are absent.");
            return null;
        }
        var parts = Array.ConvertAll(files, ReadRows);
        var names = Array.ConvertAll(Named, column => parts.SelectMany(rows => rows).Select(row => row[column]).Distinct().Select((value, i) => (value, i)).ToDictionary(pair => pair.value, pair => pair.i, StringComparer.Ordinal));
        var features = isOneHot ? Columns - Named.Length + names.Sum(known => known.Count) : Columns;
        var tables = Array.ConvertAll(parts, rows => new TablePart([.. rows.SelectMany(row => Numbers(row, names, isOneHot))], [.. rows.Select(row => Math.Min(Family(row[Columns]), classes - 1))]));
        return new TreesTable(name, $"NSL-KDD, {classes} classes, names {(isOneHot ? "one-hot" : "numbered")}", features, classes, tables[0], tables[1]);
    }

    private static List<string[]> ReadRows(string path)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var rows = new List<string[]>();
        while (lines.ReadLine() is { } line)
            rows.Add(line.Split(','));
        return rows;
    }

    private static IEnumerable<float> Numbers(string[] row, Dictionary<string, int>[] names, bool isOneHot)
    {
        for (var column = 0; column < Columns; column++)
        {
            var known = Array.IndexOf(Named, column);
            if (known < 0)
                yield return float.Parse(row[column], CultureInfo.InvariantCulture);
            else if (!isOneHot)
                yield return names[known][row[column]];
            else
                for (var i = 0; i < names[known].Count; i++)
                    yield return names[known][row[column]] == i ? 1 : 0;
        }
    }

    private static int Family(string attack) =>
        Families.TryGetValue(attack, out var family) ? family : throw new BenchmarkFailure($"NSL-KDD names the attack '{attack}', whose family is not known here.");
}
