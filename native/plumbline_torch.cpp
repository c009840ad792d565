// The C ABI of libtorch for Plumbline; grows in the next commits.
extern "C" __attribute__((visibility("default"))) int plumbline_torch_abi_version() { return 1; }
