namespace NetMl.Graphs.Files;

/// <summary>What the values of an <see cref="AttributeColumn"/> are; in the order in which mixed values widen.</summary>
public enum AttributeKind
{
    /// <summary>True or false.</summary>
    Flag,

    /// <summary>64-bit whole numbers.</summary>
    Integer,

    /// <summary>Double precision.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,
}
