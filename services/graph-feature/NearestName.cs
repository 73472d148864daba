namespace NetMl.GraphFeature;

/// <summary>Guesses which of the known names somebody meant.</summary>
internal static class NearestName
{
    private const int MostNamed = 10;

    /// <summary>More choices than this stand in a document: there are a hundred features, and a dozen of everything else.</summary>
    private const int MostChoices = 16;

    /// <summary>A data set may have a million hosts: a wrong name is compared with so many only.</summary>
    private const int MostCompared = 10_000;

    /// <summary>Fewer letters than this stand in many a name by chance.</summary>
    private const int LeastShortened = 3;

    /// <summary>" Did you mean 'x'?", or what there is when nothing is near; empty when there is nothing.</summary>
    public static string Hint(string wrong, IReadOnlyList<string> known) => known.Count == 0 ? ""
        : Find(wrong, known) is { } near ? $" Did you mean '{near}'?"
        : $" There {(known.Count == 1 ? "is" : "are")} {string.Join(", ", known.Take(MostNamed))}{(known.Count > MostNamed ? $" and {known.Count - MostNamed} more" : "")}.";

    /// <summary>" Did you mean 'x'?" if one is near, then the names that are allowed, or where they stand: only features are so many.</summary>
    public static string Choice(string wrong, IReadOnlyList<string> allowed)
    {
        var near = Find(wrong, allowed);
        var guess = near is null ? "" : $" Did you mean '{near}'?";
        return allowed.Count <= MostChoices ? $"{guess} Allowed is one of {string.Join(", ", allowed)}."
            : near is null ? $" Allowed are {string.Join(", ", allowed.Take(MostNamed))} and {allowed.Count - MostNamed} more, which docs/features.md lists."
            : $"{guess} All {allowed.Count} names are in docs/features.md.";
    }

    /// <summary>The name that takes the fewest edits, if a third of its letters is enough; else the first that contains the wrong one; else the shortest that it shortens, as auc does auroc; null if none is near. Looks at the first 10,000 names. O(names · length²).</summary>
    public static string? Find(string wrong, IReadOnlyList<string> known)
    {
        if (known.Count == 0)
            return null;
        var nearest = known.Take(MostCompared).Select(name => (Name: name, Edits: Edits(wrong, name))).MinBy(pair => pair.Edits);
        if (nearest.Name is not null && nearest.Edits <= Math.Max(1, Math.Min(wrong.Length, nearest.Name.Length) / 3))
            return nearest.Name;
        return wrong.Length < 2 ? null
            : known.Take(MostCompared).FirstOrDefault(name => name.Contains(wrong, StringComparison.OrdinalIgnoreCase))
            ?? known.Take(MostCompared).Where(name => Shortens(wrong, name)).MinBy(name => name.Length);
    }

    /// <summary>Whether it is the name with letters left out, though not the first. No name with digits, which tell addresses and uids apart.</summary>
    private static bool Shortens(string wrong, string name)
    {
        if (wrong.Length < LeastShortened || name.Length == 0 || char.ToLowerInvariant(wrong[0]) != char.ToLowerInvariant(name[0]) || name.Any(char.IsAsciiDigit))
            return false;
        var at = 0;
        foreach (var letter in name)
            if (at < wrong.Length && char.ToLowerInvariant(letter) == char.ToLowerInvariant(wrong[at]))
                at++;
        return at == wrong.Length;
    }

    /// <summary>Letters to insert, delete, replace or swap with their neighbour (optimal string alignment), without regard to case.</summary>
    private static int Edits(string left, string right)
    {
        const int longest = 64;
        if (left.Length > longest || right.Length > longest)
            return int.MaxValue;
        var (a, b) = (left.ToLowerInvariant(), right.ToLowerInvariant());
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1, edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }
        return edits[a.Length, b.Length];
    }
}
