namespace NetMl.Gnn.Scores;

/// <summary>The class that stands for traffic without an attack, as labelled captures name it.</summary>
public static class BenignClass
{
    private static readonly string[] Names = ["Benign", "Normal"];

    /// <summary>Its place among some classes; −1 when none is it.</summary>
    public static int Of(IReadOnlyList<string> classes)
    {
        for (var place = 0; place < classes.Count; place++)
            if (Names.Contains(classes[place], StringComparer.OrdinalIgnoreCase))
                return place;
        return -1;
    }
}
