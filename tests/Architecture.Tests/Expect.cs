namespace NetMl.Architecture.Tests;

internal static class Expect
{
    /// <summary>Fails with every complaint, not with the first few.</summary>
    public static void None(IEnumerable<string> complaints) => Assert.Equal("", string.Join('\n', complaints));
}
