namespace NetMl.GraphFeature.Tests;

public class NearestNameTests
{
    [Theory]
    [InlineData("offcie", "office")]
    [InlineData("Office", "office")]
    [InlineData("008", "008-windows")]
    [InlineData("008-widnows", "008-windows")]
    [InlineData("office-2", "office")]
    [InlineData("garden", null)]
    [InlineData("", null)]
    public void Find_AmongTwo_GivesTheNearOne(string wrong, string? expected) => Assert.Equal(expected, NearestName.Find(wrong, ["office", "008-windows"]));

    [Theory]
    [InlineData("auc", "auroc")]
    [InlineData("hostclass", "host-classification")]
    [InlineData("cora", null)]
    public void Find_AShortenedName_GivesTheWholeOne(string wrong, string? expected) => Assert.Equal(expected, NearestName.Find(wrong, ["accuracy", "auroc", "host-classification"]));

    [Fact]
    public void Find_NothingThere_GuessesNothing() => Assert.Null(NearestName.Find("nosuchuid", []));

    [Fact]
    public void Hint_NothingNear_ListsTheFirstTen() =>
        Assert.Equal(" There are n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 and 2 more.", NearestName.Hint("garden", [.. Enumerable.Range(0, 12).Select(i => $"n{i}")]));

    [Theory]
    [InlineData("n12", 2, " Did you mean 'n1'? Allowed is one of n0, n1.")]
    [InlineData("n99", 17, " Did you mean 'n9'? All 17 names are in docs/features.md.")]
    [InlineData("garden", 17, " Allowed are n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 and 7 more, which docs/features.md lists.")]
    public void Choice_ManyOrFew_GuessesFirst(string wrong, int count, string expected) =>
        Assert.Equal(expected, NearestName.Choice(wrong, [.. Enumerable.Range(0, count).Select(i => $"n{i}")]));

    [Fact]
    public void Hint_NothingThere_IsEmpty() => Assert.Empty(NearestName.Hint("garden", []));
}
