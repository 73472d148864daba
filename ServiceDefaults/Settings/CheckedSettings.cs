using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NetMl.ServiceDefaults.Settings;

namespace Microsoft.Extensions.Hosting;

/// <summary>Settings that are checked before the service starts.</summary>
public static class CheckedSettings
{
    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to a configuration section and checks it at start with its <c>[OptionsValidator]</c>;
    /// a wrong value stops startup with a sentence that names the key.
    /// </summary>
    public static OptionsBuilder<TOptions> AddCheckedSettings<TOptions, TValidator>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>, new()
    {
        builder.Services.AddSingleton<IValidateOptions<TOptions>>(new SectionValidator<TOptions>(section, new TValidator()));
        return builder.Services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }
}
