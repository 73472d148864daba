namespace NetMl.Graphs.Labelled;

/// <summary>Which part of a learning task a node belongs to.</summary>
public enum NodeSplit : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>Learned from.</summary>
    Train,

    /// <summary>Used to choose between models.</summary>
    Validation,

    /// <summary>Used to judge the chosen one.</summary>
    Test,
}

/// <summary>How files name the parts.</summary>
public static class NodeSplits
{
    /// <summary>What a field may say.</summary>
    public const string Allowed = "train, val, test or none";

    /// <summary>The name of a part: train, val, test, none.</summary>
    public static string Name(this NodeSplit split) => split switch
    {
        NodeSplit.Train => "train",
        NodeSplit.Validation => "val",
        NodeSplit.Test => "test",
        _ => "none",
    };

    /// <summary>Reads a name; also "validation", and nothing for none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out NodeSplit split)
    {
        split = text switch
        {
            "train" => NodeSplit.Train,
            "val" or "validation" => NodeSplit.Validation,
            "test" => NodeSplit.Test,
            _ => NodeSplit.None,
        };
        return split != NodeSplit.None || text is "" or "none";
    }
}
