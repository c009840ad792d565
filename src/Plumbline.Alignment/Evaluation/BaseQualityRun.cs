using Plumbline.Alignment.Catalog;
using Plumbline.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Measures a base model on worlds that nothing was trained on.</summary>
/// <remarks>
/// Every clip is one unit of work of the catalog, named by the hashes of the networks, the world and the noise: a run
/// that is killed goes on with the next clip, and the next model takes over what was rendered.
/// </remarks>
public sealed class BaseQualityRun
{
    private const int StatisticsSeed = 1;

    private readonly QualityProtocol _protocol;
    private readonly Func<RunCatalog, IProgress<QualityProgress>?, CancellationToken, BaseQualityClips> _open;

    /// <summary>Prepares a run.</summary>
    /// <param name="modelPath">The base model's file.</param>
    /// <param name="autoencoderPath">The file of the autoencoder that it was trained with.</param>
    /// <param name="classifierPath">The file of the classifier.</param>
    /// <param name="protocol">How much is asked.</param>
    /// <param name="compute">Type of the base model's matrix products.</param>
    public BaseQualityRun(
        string modelPath, string autoencoderPath, string classifierPath, QualityProtocol protocol, DType compute)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        protocol.Validate();
        _protocol = protocol;
        _open = (catalog, progress, token) =>
            new(modelPath, autoencoderPath, classifierPath, protocol, compute, catalog, progress, token);
    }

    /// <summary>Measures.</summary>
    /// <param name="catalog">Keeps finished units.</param>
    /// <param name="progress">Told after every unit.</param>
    /// <param name="token">Stops between units.</param>
    /// <returns>Everything that was found.</returns>
    /// <exception cref="Tensors.Checkpoints.CheckpointException">A file is damaged or holds something else.</exception>
    public BaseQualityReport Execute(
        RunCatalog catalog, IProgress<QualityProgress>? progress = null, CancellationToken token = default)
    {
        using var clips = _open(catalog, progress, token);

        // 1. Clips.
        var (images, again, prompts) = (clips.FromImages(), clips.FromImagesAgain(), clips.FromCaptions());
        var (rendered, noisy, judged) = (clips.Rendered(), clips.Noisy(), clips.JudgedRendered());

        // 2. What they say.
        var captions = Enumerable.Range(0, _protocol.Clips).Select(clips.World).ToArray();
        var others = _protocol.SeedsPerWorld - 1;
        JudgedClip[][] made = [.. Enumerable.Range(0, _protocol.JudgedWorlds).Select(world => (JudgedClip[])
            [images[world].Judged!, .. again.Skip(world * others).Take(others).Select(clip => clip.Judged!)])];
        WorldReading[] own = [.. rendered.Take(_protocol.Clips)];
        WorldReading[] reference = [.. rendered.Skip(_protocol.Clips)];
        WorldReading[] fromImages = [.. images.Select(clip => clip.Reading)];
        return new()
        {
            Protocol = _protocol,
            ModelHash = clips.ModelHash,
            AutoencoderHash = clips.AutoencoderHash,
            ClassifierHash = clips.ClassifierHash,
            RenderedCaptions = Rates(captions, own),
            PromptCaptions = Rates(captions, prompts),
            ImageCaptions = Rates(captions, fromImages),
            RenderedDistance = ClipDistance.Of(own, reference),
            ImageDistance = ClipDistance.Of(fromImages, reference),
            PromptDistance = ClipDistance.Of(prompts, reference),
            NoiseDistance = ClipDistance.Of(noisy, reference),
            FirstFrameDecibels = [.. images.Where(clip => clip.FirstFrameDecibels is not null).Select(
                clip => clip.FirstFrameDecibels!.Value)],
            RenderedMotion = MotionAgreement.Each([.. judged.Select((clip, i) => Trial(captions[i], clip))]),
            ImageMotion = MotionAgreement.Each(
                [.. made.SelectMany((ofWorld, i) => ofWorld.Select(clip => Trial(captions[i], clip)))]),
            Judge = JudgeGap.Of(
                [.. judged.Zip(made, (one, several) => (one, (IReadOnlyList<JudgedClip>)several))], StatisticsSeed),
        };
    }

    /// <summary>Makes the pictures of a model card: clips that were measured, chosen by their numbers alone.</summary>
    /// <param name="folder">Folder of the card; made when missing.</param>
    /// <param name="catalog">Keeps finished units.</param>
    /// <param name="token">Stops between clips.</param>
    public void DrawCard(string folder, RunCatalog catalog, CancellationToken token = default)
    {
        using var clips = _open(catalog, null, token);
        new BaseQualityCard(clips, _protocol.Format).Draw(folder, token);
    }

    private static IReadOnlyList<AttributeRate> Rates(TrainingWorld[] captions, IReadOnlyList<WorldReading> clips) =>
        AttributeRate.Of([.. captions.Zip(clips)]);

    private static MotionTrial Trial(TrainingWorld world, JudgedClip clip) =>
        new(world.Camera.Move, MotionReading.Commanded(world), clip.Motion);
}
