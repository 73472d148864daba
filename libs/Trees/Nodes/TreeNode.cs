namespace NetMl.Trees.Nodes;

/// <summary>One place of a tree.</summary>
/// <param name="Feature">Column that is asked; <see cref="LeafFeature"/> in a leaf.</param>
/// <param name="Value">Values up to it go left; what a leaf answers.</param>
/// <param name="Left">Index of the left child, which comes after its parent; the right child is the next one. 0 in a leaf.</param>
/// <param name="MissingLeft">1 when a missing value goes left, else 0.</param>
internal readonly record struct TreeNode(int Feature, float Value, int Left, int MissingLeft)
{
    public const int LeafFeature = -1;

    /// <summary>Whether a row with this value of the feature goes on to the left child; NaN = missing.</summary>
    public bool GoesLeft(float value) => value <= Value || (MissingLeft == 1 && float.IsNaN(value));

    public static TreeNode Leaf(float value) => new(LeafFeature, value, 0, 0);
}
