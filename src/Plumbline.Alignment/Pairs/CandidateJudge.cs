using System.Globalization;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Judges;
using Plumbline.Vision;

namespace Plumbline.Alignment.Pairs;

/// <summary>A judge of candidates, which are filmed by cameras that the prompt may give.</summary>
public sealed class CandidateJudge
{
    // Maps change no number of a verdict, but a candidate that was judged without them must be judged again to have
    // them.
    private const string WithMaps = ", maps";

    private readonly Func<Camera?, IVideoJudge>? _create;
    private readonly Func<Verdict, Verdict> _read = verdict => verdict;

    /// <summary>Describes a judge.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="settings">Everything else that its numbers depend on, in any words.</param>
    /// <param name="create">
    /// Makes it for given intrinsics in pixels of the clip; absent where a prompt gives none.
    /// </param>
    public CandidateJudge(string name, string version, string settings, Func<Camera?, IVideoJudge> create)
        : this(name, version, settings)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
    }

    /// <summary>Describes a judge that goes by what another one says, and looks at no clip itself.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="settings">Everything else that its numbers depend on, in any words.</param>
    /// <param name="source">The other one; where both judge a clip, it is asked once.</param>
    /// <param name="read">What its verdict, with all shots, says to this judge.</param>
    public CandidateJudge(
        string name, string version, string settings, CandidateJudge source, Func<Verdict, Verdict> read)
        : this(name, version, settings)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(read);
        (Source, _read) = (source, read);
    }

    private CandidateJudge(string name, string version, string settings)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(version);
        ArgumentNullException.ThrowIfNull(settings);
        (Name, Version, Settings) = (name, version, WithoutMaps(settings));
        Identity = $"{name} {version} {settings}".TrimEnd();
        ShortIdentity = $"{name}-{UnitOfWork.KeyOf(version, settings)[..8]}";
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its version.</summary>
    public string Version { get; }

    /// <summary>What its numbers depend on besides its version, such as <c>10 frames</c>; empty for nothing.</summary>
    public string Settings { get; }

    /// <summary>Everything that its verdicts depend on besides the clip.</summary>
    public string Identity { get; }

    /// <summary>The judge that it goes by; absent where it looks at clips itself.</summary>
    internal CandidateJudge? Source { get; }

    /// <summary>The same as part of a file name.</summary>
    internal string ShortIdentity { get; }

    /// <summary>The geometry judge, told the intrinsics where the prompt gives cameras.</summary>
    /// <param name="frameCount">
    /// Frames that it looks at; all when absent. More cost more and test more latent frames.
    /// </param>
    /// <param name="keepsEvidence">Whether it says where in the clip it found what.</param>
    /// <returns>The judge.</returns>
    public static CandidateJudge Geometry(int? frameCount = 10, bool keepsEvidence = true)
    {
        var options = new GeometryJudgeOptions { FrameCount = frameCount, KeepEvidence = keepsEvidence };
        options.Validate();
        var version = new GeometryJudge(options).Version;
        return new(
            "geometry", version, SettingsOf(frameCount, keepsEvidence),
            camera => new GeometryJudge(options with { Intrinsics = camera }));
    }

    /// <summary>A judge that needs no cameras.</summary>
    /// <param name="judge">The judge; it is asked from several threads when there are several jobs.</param>
    /// <param name="settings">What its numbers depend on besides its version.</param>
    /// <returns>The judge.</returns>
    public static CandidateJudge Of(IVideoJudge judge, string settings = "")
    {
        ArgumentNullException.ThrowIfNull(judge);
        return new(judge.Name, judge.Version, settings, _ => judge);
    }

    /// <summary>Judges a clip.</summary>
    /// <param name="views">
    /// The cameras that the prompt asked for; absent for none. Only their intrinsics are told.
    /// </param>
    /// <param name="video">The decoded clip.</param>
    /// <param name="token">Stops the work between stages.</param>
    /// <returns>A score, or the reason why there is none, also where the judge itself failed on the clip.</returns>
    public Verdict Judge(IReadOnlyList<View>? views, Video video, CancellationToken token = default)
    {
        if (Source is not null)
            return Read(Source.Judge(views, video, token));
        try
        {
            return _create!(IntrinsicsOf(views)).Judge(video, token);
        }
        catch (InvalidOperationException exception)
        {
            // Clips of a model that is still learning break in ways that no solver has met: one of them must not end a
            // run of thousands, and what happened must not be lost.
            return new Unscorable($"The judge {Name} failed on this clip: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>The settings within an <see cref="Identity"/>.</summary>
    /// <param name="identity">As the catalog of a run keeps it.</param>
    /// <returns>See <see cref="Settings"/>.</returns>
    public static string SettingsOf(string identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return identity.Split(' ', 3) is [_, _, var settings] ? WithoutMaps(settings) : "";
    }

    // What the source says, as this judge understands it.
    internal Verdict Read(Verdict source) => _read(source);

    internal static string SettingsOf(int? frameCount, bool keepsEvidence) =>
        $"{frameCount?.ToString(CultureInfo.InvariantCulture) ?? "all"} frames{(keepsEvidence ? WithMaps : "")}";

    // A camera that zooms has no one focal length to be told.
    internal static Camera? IntrinsicsOf(IReadOnlyList<View>? views) =>
        views is [var first, ..] && views.All(view => view.Camera == first.Camera) ? first.Camera : null;

    private static string WithoutMaps(string settings) =>
        settings.EndsWith(WithMaps, StringComparison.Ordinal) ? settings[..^WithMaps.Length] : settings;
}
