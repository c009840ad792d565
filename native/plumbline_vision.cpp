// The C ABI of OpenCV and Ceres for Plumbline; grows in the next commits.
extern "C" __attribute__((visibility("default"))) int plumbline_vision_abi_version() { return 1; }
