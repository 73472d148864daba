namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds arguments just before a process starts.</summary>
public class CommandLineArgsCallbackAnnotation : IResourceAnnotation
{
    public CommandLineArgsCallbackAnnotation(Action<IList<object>> callback) => Callback = context =>
    {
        callback(context.Args);
        return Task.CompletedTask;
    };

    public CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) => Callback = callback;

    public Func<CommandLineArgsCallbackContext, Task> Callback { get; }
}

public sealed class CommandLineArgsCallbackContext(IList<object> args, IResource resource, CancellationToken cancellationToken = default)
{
    /// <summary>Values are strings or <see cref="IValueProvider"/>s.</summary>
    public IList<object> Args { get; } = args;

    public IResource Resource { get; } = resource;

    public CancellationToken CancellationToken { get; } = cancellationToken;
}
