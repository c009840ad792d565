using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>What eight rays see.</summary>
internal ref struct ShadedRays
{
    /// <summary>Linear RGB.</summary>
    public Lanes3 Colour;

    /// <summary>Solid, face and light in one number; see <see cref="RenderedFrame.FaceOf"/>.</summary>
    public Vector256<int> Face;

    /// <summary>Depth along the view, metres; infinite in the sky.</summary>
    public Lanes Depth;

    /// <summary>Unit normals in the world towards the camera; 0 in the sky.</summary>
    public Lanes3 Normal;
}
