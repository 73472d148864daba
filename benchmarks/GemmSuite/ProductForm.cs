namespace NetMl.Benchmarks.GemmSuite;

/// <summary>Which side of a product is read transposed: none (a layer), the left (a weight gradient) or the right (an input gradient).</summary>
internal enum ProductForm
{
    Plain,
    Left,
    Right,
}
