# Finds libclang 17 or newer: the header clang-c/Index.h and the library, by a link check for a function that came with
# 17 (LLVM's own ClangConfig.cmake asks for curl, ffi and libxml2 on the way, and Debian splits its files).
#
#   LibClang::LibClang          the imported library
#   LIBCLANG_RESOURCE_DIR       the folder of clang's own headers (stddef.h …), if it is found beside the library
#   LibClang::LLVM              LLVM's own library and C headers, if they are of the same installation (llvm-19-dev)
#   LIBCLANG_PROGRAM            its clang, if it is there (clang-19)
#
# Set LIBCLANG_ROOT to an LLVM installation (/usr/lib/llvm-19) to choose one.

set(_libclang_versions 19 22 21 20 18 17)
set(_libclang_roots)
foreach(version IN LISTS _libclang_versions)
    list(APPEND _libclang_roots /usr/lib/llvm-${version} /usr/lib64/llvm${version} /opt/homebrew/opt/llvm@${version})
endforeach()
list(APPEND _libclang_roots /usr/lib/llvm /usr/local /usr /opt/homebrew/opt/llvm)

# The header and the library must be of one installation: look for both in one root after the other.
foreach(root IN LISTS LIBCLANG_ROOT _libclang_roots)
    if(LIBCLANG_INCLUDE_DIR AND LIBCLANG_LIBRARY)
        break()
    endif()
    unset(LIBCLANG_INCLUDE_DIR CACHE)
    unset(LIBCLANG_LIBRARY CACHE)
    find_path(LIBCLANG_INCLUDE_DIR clang-c/Index.h PATHS ${root}/include NO_DEFAULT_PATH)
    find_library(LIBCLANG_LIBRARY NAMES clang libclang clang-19 clang-22 clang-21 clang-20 clang-18 clang-17
        PATHS ${root}/lib ${root}/lib64 NO_DEFAULT_PATH)
endforeach()
find_path(LIBCLANG_INCLUDE_DIR clang-c/Index.h)
find_library(LIBCLANG_LIBRARY NAMES clang libclang clang-19 clang-22 clang-21 clang-20 clang-18 clang-17)

if(LIBCLANG_INCLUDE_DIR AND LIBCLANG_LIBRARY)
    include(CheckCSourceCompiles)
    set(CMAKE_REQUIRED_INCLUDES ${LIBCLANG_INCLUDE_DIR})
    set(CMAKE_REQUIRED_LIBRARIES ${LIBCLANG_LIBRARY})
    check_c_source_compiles("
        #include <clang-c/Index.h>
        int main(void) { return (int)clang_getCursorBinaryOperatorKind(clang_getNullCursor()); }"
        LIBCLANG_IS_17_OR_NEWER)
    unset(CMAKE_REQUIRED_INCLUDES)
    unset(CMAKE_REQUIRED_LIBRARIES)

    get_filename_component(_libclang_folder "${LIBCLANG_LIBRARY}" REALPATH)
    get_filename_component(_libclang_folder "${_libclang_folder}" DIRECTORY)
    get_filename_component(_libclang_beside "${LIBCLANG_LIBRARY}" DIRECTORY)
    file(GLOB _libclang_stddef "${_libclang_folder}/clang/*/include/stddef.h"
        "${_libclang_beside}/clang/*/include/stddef.h")
    set(LIBCLANG_RESOURCE_DIR "")
    if(_libclang_stddef)
        list(GET _libclang_stddef 0 LIBCLANG_RESOURCE_DIR)
        get_filename_component(LIBCLANG_RESOURCE_DIR "${LIBCLANG_RESOURCE_DIR}" DIRECTORY)
        get_filename_component(LIBCLANG_RESOURCE_DIR "${LIBCLANG_RESOURCE_DIR}" DIRECTORY)
    endif()
endif()

# What of the same installation runs programs: both are needed for `adgen --check`, and neither for anything else.
if(LIBCLANG_INCLUDE_DIR)
    get_filename_component(_libclang_root "${LIBCLANG_INCLUDE_DIR}" DIRECTORY)
    find_path(LLVM_C_INCLUDE_DIR llvm-c/LLJIT.h PATHS ${LIBCLANG_INCLUDE_DIR} NO_DEFAULT_PATH)
    find_library(LLVM_C_LIBRARY NAMES LLVM LLVM-19 LLVM-22 LLVM-21 LLVM-20 LLVM-18 LLVM-17
        PATHS ${_libclang_root}/lib ${_libclang_root}/lib64 NO_DEFAULT_PATH)
    find_program(LIBCLANG_PROGRAM clang PATHS ${_libclang_root}/bin NO_DEFAULT_PATH)
endif()
if(LLVM_C_INCLUDE_DIR AND LLVM_C_LIBRARY)
    set(CMAKE_REQUIRED_INCLUDES ${LLVM_C_INCLUDE_DIR})
    set(CMAKE_REQUIRED_LIBRARIES ${LLVM_C_LIBRARY})
    check_c_source_compiles("
        #include <llvm-c/LLJIT.h>
        int main(void) { return LLVMOrcCreateLLJITBuilder() == 0; }"
        LLVM_C_HAS_LLJIT)
    unset(CMAKE_REQUIRED_INCLUDES)
    unset(CMAKE_REQUIRED_LIBRARIES)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibClang
    REQUIRED_VARS LIBCLANG_LIBRARY LIBCLANG_INCLUDE_DIR LIBCLANG_IS_17_OR_NEWER
    REASON_FAILURE_MESSAGE "adgen needs libclang 17 or newer (Debian 12: libclang-19-dev and libclang-common-19-dev)")

if(LibClang_FOUND AND NOT TARGET LibClang::LibClang)
    add_library(LibClang::LibClang UNKNOWN IMPORTED)
    set_target_properties(LibClang::LibClang PROPERTIES
        IMPORTED_LOCATION "${LIBCLANG_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${LIBCLANG_INCLUDE_DIR}")
endif()
if(LLVM_C_HAS_LLJIT AND NOT TARGET LibClang::LLVM)
    add_library(LibClang::LLVM UNKNOWN IMPORTED)
    set_target_properties(LibClang::LLVM PROPERTIES
        IMPORTED_LOCATION "${LLVM_C_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${LLVM_C_INCLUDE_DIR}")
endif()
mark_as_advanced(LIBCLANG_INCLUDE_DIR LIBCLANG_LIBRARY LIBCLANG_PROGRAM LLVM_C_INCLUDE_DIR LLVM_C_LIBRARY)
