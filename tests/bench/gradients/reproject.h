#ifndef BENCH_REPROJECT_H
#define BENCH_REPROJECT_H

/* A camera: rotation[3] (axis times angle), centre[3], focal length, principal point[2], radial distortion[2]. */
enum { ROTATION = 0, CENTRE = 3, FOCAL = 6, PRINCIPAL = 7, RADIAL = 9, CAMERA = 11 };

void reproject(const double camera[CAMERA], const double point[3], double weight, const double seen[2], double error[2]);

void reproject_hand(const double *restrict camera, const double *restrict point, double weight,
                    const double *restrict seen, double *restrict error, double *restrict jacobian);

#endif
