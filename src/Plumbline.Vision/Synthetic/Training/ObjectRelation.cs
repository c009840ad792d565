namespace Plumbline.Vision.Synthetic;

/// <summary>What a caption says about two objects.</summary>
/// <param name="First">Index of the object that the sentence is about.</param>
/// <param name="Relation">Where it lies.</param>
/// <param name="Second">Index of the object that it is compared with.</param>
public sealed record ObjectRelation(int First, SpatialRelation Relation, int Second);
