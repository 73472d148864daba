using Microsoft.AspNetCore.Http.HttpResults;

namespace NetMl.GraphFeature;

/// <summary>Which part of a long list is wanted.</summary>
/// <param name="Offset">Entries to skip.</param>
/// <param name="Top">Most entries to give.</param>
internal readonly record struct PageRequest(int Offset, int Top)
{
    public const int MostTop = 1000;
    private const int DefaultTop = 20;

    /// <summary>Reads the query; a refusal says which number is wrong.</summary>
    public static ProblemHttpResult? Read(string? offset, string? top, out PageRequest page)
    {
        page = default;
        if (Problems.WholeNumber(top, DefaultTop, 1, MostTop) is not { } most)
            return Problems.Bad("top", top, $"a whole number from 1 to {MostTop}");
        if (Problems.WholeNumber(offset, 0, 0, int.MaxValue) is not { } skip)
            return Problems.Bad("offset", offset, $"a whole number from 0 to {int.MaxValue}");
        page = new PageRequest(skip, most);
        return null;
    }
}
