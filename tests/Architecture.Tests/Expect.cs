namespace NetMl.Architecture.Tests;

internal static class Expect
{
    /// <summary>Fails with every complaint, not with the first few.</summary>
    public static void None(IEnumerable<string> complaints)
    {
        var all = complaints.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
