using Microsoft.Extensions.Options;

namespace NetMl.ServiceDefaults.Settings;

/// <summary>Says the configuration key where a generated validator says the type and property.</summary>
sealed class SectionValidator<TOptions>(string section, IValidateOptions<TOptions> inner) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var result = inner.Validate(name, options);
        return result.Failed
            ? ValidateOptionsResult.Fail((result.Failures ?? []).Select(failure => $"A setting in {section} is wrong: {WithKey(failure)}"))
            : result;
    }

    private string WithKey(string failure) => failure.Replace(typeof(TOptions).Name + ".", section + ":", StringComparison.Ordinal);
}
