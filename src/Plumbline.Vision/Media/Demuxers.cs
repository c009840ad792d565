namespace Plumbline.Vision.Media;

/// <summary>The container formats that FFmpeg may open for us.</summary>
/// <remarks>
/// Left out are formats that open other files or addresses (playlists, concat scripts, SDP), that draw pictures from
/// text, that read devices, or that accept any bytes. Audio formats are in, so that they can be told apart from broken
/// files. Names after FFmpeg 5.1, <c>ffmpeg -demuxers</c>; a name that an FFmpeg does not know does no harm.
/// </remarks>
internal static class Demuxers
{
    /// <summary>Formats with moving pictures, and audio formats people own.</summary>
    public const string Video =
        "3dostr,4xm,aac,ac3,aiff,amv,anm,ape,apng,asf,asf_o,au,av1,avi,avs,avs2,avs3,bethsoftvid,bfi,bink,c93,caf,cavsvideo,"
        + "cdg,cdxl,cine,dcstr,derf,dfa,dhav,dirac,dnxhd,dsicin,dv,dxa,ea,film_cpk,filmstrip,flac,flic,flv,frm,gdv,gif,gxf,"
        + "h261,h263,h264,hevc,hnm,idcin,iff,ingenient,ipmovie,ipu,ivf,ivr,jv,kux,live_flv,lmlm4,luodat,lvf,lxf,m4v,matroska,"
        + "webm,mgsts,mjpeg,mjpeg_2000,mlv,mm,moflex,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,mpegvideo,mpjpeg,msnwctcp,mtv,mv,"
        + "mvi,mxf,mxg,nc,nsv,nut,nuv,obu,ogg,oma,paf,pmp,pva,pvf,r3d,realtext,rl2,rm,roq,rpl,sdr2,ser,sga,siff,smjpeg,smk,"
        + "smush,svag,swf,thp,tiertexseq,tmv,tta,txd,ty,vc1,vc1test,vividas,vivo,vmd,voc,vvc,w64,wav,wc3movie,wsvqa,wtv,wv,xa,"
        + "xmv,yop,yuv4mpegpipe";

    /// <summary>
    /// Formats of single pictures, and the list that FFmpeg reads them from; the list is always ours.
    /// </summary>
    public const string Images =
        "concat,image2,bmp_pipe,dds_pipe,dpx_pipe,exr_pipe,j2k_pipe,jpeg_pipe,jpegls_pipe,jpegxl_pipe,pam_pipe,pbm_pipe,pcx_pipe,"
        + "pfm_pipe,pgm_pipe,pgx_pipe,phm_pipe,png_pipe,ppm_pipe,psd_pipe,qoi_pipe,sgi_pipe,sunrast_pipe,tiff_pipe,webp_pipe";
}
