using System.Reflection;

namespace Dapr.Actors.Communication;

/// <summary>One method of an actor interface, with the types that carry its arguments and its result.</summary>
internal sealed class ActorMethod
{
    private const string ResultField = "retVal";

    private readonly MethodInfo _method;
    private readonly ParameterInfo[] _arguments;
    private readonly bool _hasCancellation;
    private readonly Func<Task<object>, Task> _typedResult;
    private readonly Func<Task, Task<object>> _untypedResult;

    internal ActorMethod(MethodInfo method)
    {
        Check(method);
        _method = method;
        var parameters = method.GetParameters();
        _hasCancellation = parameters.LastOrDefault()?.ParameterType == typeof(CancellationToken);
        _arguments = _hasCancellation ? parameters[..^1] : parameters;
        Id = ActorInterface.IdOf(method.DeclaringType.Name + method.DeclaringType.Namespace + method.Name);
        if (_arguments.Length > 0)
            RequestType = BodyType.Create(method.Name + "ReqBody", _arguments.Select(p => (p.Name, p.ParameterType)));
        (_typedResult, _untypedResult) = (result => result, WithoutResultAsync);
        if (!method.ReturnType.IsGenericType)
            return;
        var resultType = ResultType;
        ResponseType = BodyType.Create(method.Name + "RespBody", [(ResultField, resultType)]);
        _typedResult = OfResult<Func<Task<object>, Task>>(nameof(CastAsync), resultType);
        _untypedResult = OfResult<Func<Task, Task<object>>>(nameof(BoxAsync), resultType);
    }

    internal string Name => _method.Name;

    internal int Id { get; }

    /// <summary>Null without arguments.</summary>
    internal Type RequestType { get; }

    /// <summary>Null when the method returns a plain Task.</summary>
    internal Type ResponseType { get; }

    /// <summary>T of Task of T.</summary>
    internal Type ResultType => _method.ReturnType.GenericTypeArguments[0];

    /// <summary>The argument of a call by name; null when there is none.</summary>
    /// <exception cref="ArgumentException">More than one argument.</exception>
    internal Type SoleArgumentType => _arguments.Length <= 1
        ? _arguments.FirstOrDefault()?.ParameterType
        : throw new ArgumentException($"Method {_method.DeclaringType.Name}.{Name} has more than one parameter and can't be invoked through http");

    internal object PackArguments(object[] arguments)
    {
        var body = Activator.CreateInstance(RequestType);
        for (var i = 0; i < _arguments.Length; i++)
            RequestType.GetField(_arguments[i].Name).SetValue(body, arguments[i]);
        return body;
    }

    internal object[] UnpackArguments(object body) => [.. _arguments.Select(p => RequestType.GetField(p.Name).GetValue(body))];

    internal object PackResult(object result)
    {
        var body = Activator.CreateInstance(ResponseType);
        ResponseType.GetField(ResultField).SetValue(body, result);
        return body;
    }

    internal object UnpackResult(object body) => ResponseType.GetField(ResultField).GetValue(body);

    internal CancellationToken CancellationOf(object[] arguments) => _hasCancellation ? (CancellationToken)arguments[^1] : default;

    /// <summary>The task as the method's return type.</summary>
    internal Task TypedResult(Task<object> result) => _typedResult(result);

    /// <summary>Runs the method on an actor; null for a plain Task.</summary>
    internal Task<object> InvokeAsync(object actor, object[] arguments, CancellationToken cancellationToken)
    {
        object[] all = _hasCancellation ? [.. arguments, cancellationToken] : arguments;
        return _untypedResult((Task)_method.Invoke(actor, BindingFlags.DoNotWrapExceptions, null, all, null));
    }

    private static async Task<object> WithoutResultAsync(Task task)
    {
        await task;
        return null;
    }

    private static async Task<object> BoxAsync<T>(Task task) => await (Task<T>)task;

    private static async Task<T> CastAsync<T>(Task<object> task) => await task is T value ? value : default;

    private static T OfResult<T>(string name, Type result)
        where T : Delegate => typeof(ActorMethod).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic).MakeGenericMethod(result).CreateDelegate<T>();

    private static void Check(MethodInfo method)
    {
        var name = $"Method '{method.Name}' of actor interface '{method.DeclaringType.FullName}'";
        var parameters = method.GetParameters();
        if (method.ReturnType != typeof(Task) && !(method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>)))
            throw new ArgumentException($"{name} does not return Task or Task<>. The actor interface methods must be async and must return either Task or Task<>.");
        if (method.IsGenericMethod)
            throw new ArgumentException($"{name} is using generics. Actor methods cannot use generics.");
        if (parameters.Any(p => p.ParameterType.IsByRef))
            throw new ArgumentException($"{name} has out/ref/optional parameter. Actor methods cannot use them.");
        if (parameters.SkipLast(1).Any(p => p.ParameterType == typeof(CancellationToken)))
            throw new ArgumentException($"{name} has a CancellationToken that is not its last parameter.");
    }
}
