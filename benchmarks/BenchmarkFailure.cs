namespace NetMl.Benchmarks;

/// <summary>Ends a benchmark with one sentence.</summary>
internal sealed class BenchmarkFailure(string sentence) : Exception(sentence);
