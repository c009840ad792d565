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

    private readonly Func<IReadOnlyList<View>?, Video, Dictionary<string, Verdict>, CancellationToken, Verdict> _judge;

    /// <summary>Describes a judge.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="settings">Everything else that its numbers depend on, in any words.</param>
    /// <param name="create">
    /// Makes it for given intrinsics in pixels of the clip; absent where a prompt gives none.
    /// </param>
    public CandidateJudge(string name, string version, string settings, Func<Camera?, IVideoJudge> create)
        : this(name, version, settings, (views, video, _, token) => create(IntrinsicsOf(views)).Judge(video, token))
    {
        ArgumentNullException.ThrowIfNull(create);
    }

    /// <summary>Describes a judge that goes by what another one says, and looks at no clip itself.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="settings">Everything else that its numbers depend on, in any words.</param>
    /// <param name="source">The other one; where both judge a clip, it is asked once.</param>
    /// <param name="read">What its verdict, with all shots, says to this judge.</param>
    public CandidateJudge(
        string name, string version, string settings, CandidateJudge source, Func<Verdict, Verdict> read)
        : this(name, version, settings, (views, video, said, token) => read(source.Judge(views, video, said, token)))
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(read);
    }

    private CandidateJudge(
        string name, string version, string settings,
        Func<IReadOnlyList<View>?, Video, Dictionary<string, Verdict>, CancellationToken, Verdict> judge)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(version);
        ArgumentNullException.ThrowIfNull(settings);
        (Name, Version, Settings, _judge) = (name, version, WithoutMaps(settings), judge);
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
    public Verdict Judge(IReadOnlyList<View>? views, Video video, CancellationToken token = default) =>
        Judge(views, video, [], token);

    /// <summary>Judges a clip beside others, or recalls what was said of it.</summary>
    /// <param name="views">As above.</param>
    /// <param name="video">The decoded clip.</param>
    /// <param name="said">What judges said of this clip, by their identity and with all shots; it grows.</param>
    /// <param name="token">Stops the work between stages.</param>
    internal Verdict Judge(
        IReadOnlyList<View>? views, Video video, Dictionary<string, Verdict> said, CancellationToken token)
    {
        if (!said.TryGetValue(Identity, out var verdict))
            said[Identity] = verdict = JudgedAnew(views, video, said, token);
        return verdict;
    }

    private Verdict JudgedAnew(
        IReadOnlyList<View>? views, Video video, Dictionary<string, Verdict> said, CancellationToken token)
    {
        try
        {
            return _judge(views, video, said, token);
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

    internal static string SettingsOf(int? frameCount, bool keepsEvidence) =>
        $"{frameCount?.ToString(CultureInfo.InvariantCulture) ?? "all"} frames{(keepsEvidence ? WithMaps : "")}";

    // A camera that zooms has no one focal length to be told.
    internal static Camera? IntrinsicsOf(IReadOnlyList<View>? views) =>
        views is [var first, ..] && views.All(view => view.Camera == first.Camera) ? first.Camera : null;

    private static string WithoutMaps(string settings) =>
        settings.EndsWith(WithMaps, StringComparison.Ordinal) ? settings[..^WithMaps.Length] : settings;
}
