using Microsoft.AspNetCore.Http.HttpResults;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>Reads a body of octets up to a limit.</summary>
static class BoundedBody
{
    /// <summary>Null when the body is longer.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
            return null;
        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[64 << 10];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > most)
                return null;
            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        return body.ToArray();
    }

    public static ProblemHttpResult TooLong(int most) =>
        TypedResults.Problem($"The body is longer than the {most} bytes that this call takes.", statusCode: StatusCodes.Status413PayloadTooLarge);
}
