# gnuplot differences.gp: draws differences.csv as differences.svg
set terminal svg size 640,400 background rgb 'white' font 'sans,12'
set output 'differences.svg'
set datafile separator ','
set logscale xy
set format x '10^{%T}'
set format y '10^{%T}'
set xlabel 'step'
set ylabel 'error of the derivative'
set key top center
set grid
plot for [i=2:4] 'differences.csv' using 1:i with linespoints pt 7 ps 0.4 title columnheader(i)
