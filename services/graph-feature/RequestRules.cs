using System.Reflection;

namespace NetMl.GraphFeature;

/// <summary>What holds for every request: data sets have names that are allowed, and the query has no name that the route does not read.</summary>
internal static class RequestRules
{
    /// <summary>Routes whose requests are refused when they break a rule.</summary>
    public static RouteGroupBuilder MapChecked(this IEndpointRouteBuilder routes) => routes.MapGroup("").AddEndpointFilterFactory(Check);

    private static EndpointFilterDelegate Check(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        string[] texts = [.. context.MethodInfo.GetParameters().Where(parameter => parameter.ParameterType == typeof(string)).Select(parameter => $"{parameter.Name}")];
        return call => Refuse(call.HttpContext.Request, texts) is { } refusal ? ValueTask.FromResult<object?>(refusal) : next(call);
    }

    /// <param name="texts">Parameters of the handler that are text: of the route, or else of the query.</param>
    private static IResult? Refuse(HttpRequest request, IEnumerable<string> texts)
    {
        if (request.RouteValues.TryGetValue("dataset", out var dataset) && !StoredName.IsValid($"{dataset}"))
            return Problems.Bad("dataset", $"{dataset}", StoredName.Rule);
        if (request.Query.Count == 0)
            return null;
        string[] known = [.. texts.Where(name => !request.RouteValues.ContainsKey(name))];
        var wrong = request.Query.Keys.FirstOrDefault(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase));
        return wrong is null ? null
            : Problems.Bad($"The query has '{wrong}', which {request.Path} does not read.{(known.Length == 0 ? " It takes no query." : NearestName.Choice(wrong, known))}");
    }
}
