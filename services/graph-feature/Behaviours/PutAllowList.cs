using System.Text;
using NetMl.Behaviours.Adjustments;
using NetMl.GraphFeature.Ownership;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Says what is expected in a data set, whose findings are looked at again then. An empty list takes everything back.</summary>
internal static class PutAllowList
{
    private const int MostBytes = 1 << 20;
    private const int MostMistakes = 10;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void MapPutAllowList(this IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/datasets/{dataset}/allow-list", HandleAsync).WithName("PutAllowList").WithTags("behaviours")
            .WithSummary("Replace the allow-list and look at the findings again")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private static async Task<IResult> HandleAsync(
        string dataset, HttpRequest request, IFlowStore store, IAllowListStore lists, IDatasetOwners owners, CancellationToken cancellationToken)
    {
        if (await store.FindDatasetAsync(dataset, cancellationToken) is null)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);
        if (await ReadAsync(request.Body, cancellationToken) is not { } bytes)
            return TypedResults.Problem($"The allow-list has more than {MostBytes} bytes, which is the most: use networks instead of single addresses.", statusCode: StatusCodes.Status413PayloadTooLarge);
        if (!TryDecode(bytes, out var json))
            return Problems.Bad("The allow-list is no UTF-8 text: save it as UTF-8.");
        if (AllowListReader.Read(json, out var mistakes) is not { } list)
            return Problems.Bad(string.Join(' ', mistakes.Take(MostMistakes)) + (mistakes.Count > MostMistakes ? $" And {mistakes.Count - MostMistakes} more." : ""));
        await lists.WriteAsync(dataset, list.IsEmpty ? null : json, cancellationToken);
        await owners.FlowsStoredAsync(dataset, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Null = too long.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostBytes + 1];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return read > MostBytes ? null : buffer[..read];
    }

    private static bool TryDecode(byte[] bytes, out string text)
    {
        try
        {
            text = Utf8.GetString(bytes).TrimStart('\uFEFF');
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
