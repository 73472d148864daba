using NetMl.Architecture.Tests.Rules;

namespace NetMl.Architecture.Tests;

public sealed class SourcesTests
{
    private static IEnumerable<(string Path, string Text)> Here =>
        Repository.Current.Files(".cs").Where(path => !path.StartsWith("tests/Architecture.Tests/", StringComparison.Ordinal)).Select(path => (path, Repository.Current.Read(path)));

    [Fact]
    public void TooLong_ThisRepository_IsEmpty() => Expect.None(Sources.TooLong(Here));

    [Fact]
    public void Unfinished_ThisRepository_IsEmpty() => Expect.None(Sources.Unfinished(Here));

    [Fact]
    public void TodoWithoutIssue_ThisRepository_IsEmpty() => Expect.None(Sources.TodoWithoutIssue(Here));

    [Fact]
    public void BlockScopedNamespaces_ThisRepository_IsEmpty() => Expect.None(Sources.BlockScopedNamespaces(Here));

    [Theory]
    [InlineData("libs/A/B.cs", 301, 1)]
    [InlineData("libs/A/B.cs", 300, 0)]
    [InlineData("libs/A/Kernels/B.cs", 301, 0)]
    public void TooLong_ByLines_IsNamed(string path, int lines, int named) =>
        Assert.Equal(named, Sources.TooLong([(path, new string('\n', lines))]).Count());

    [Fact]
    public void Unfinished_NotImplemented_IsNamed() => Assert.Single(Sources.Unfinished([("a.cs", "=> throw new NotImplementedException();")]));

    [Theory]
    [InlineData("// TODO write this", 1)]
    [InlineData("// TODO(#12) write this", 0)]
    public void TodoWithoutIssue_Loose_IsNamed(string line, int named) => Assert.Equal(named, Sources.TodoWithoutIssue([("a.cs", line)]).Count());

    [Fact]
    public void BlockScopedNamespaces_Braces_AreNamed() => Assert.Single(Sources.BlockScopedNamespaces([("a.cs", "namespace A.B\n{\n}")]));
}
