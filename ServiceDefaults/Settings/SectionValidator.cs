using System.Text.RegularExpressions;
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

    private string WithKey(string failure) =>
        Regex.Replace(failure, $@"\b{typeof(TOptions).Name}((?:\.\w+)+)", property => section + property.Groups[1].Value.Replace('.', ':'), RegexOptions.None, TimeSpan.FromSeconds(1));
}
