! SPDX-License-Identifier: GPL-3.0-or-later
! drive [LOG [MOST]]: 10000 solves with DGETRF/DGETRS, N=60, NRHS=8; TRANS='T' in about 7 %
! (pseudo-random, LCG), and in MOST at most.  LOG, if not empty: times by hand.
program drive
  implicit none
  integer, parameter :: n=60, nrhs=8, m=10000
  double precision :: a(n,n), b(n,nrhs), chk
  integer :: ipiv(n), info, i, j, k, fl, slow, most
  integer(8) :: s, t0, t1, rate
  character :: tr
  character(200) :: fn
  s = 12345; chk = 0
  fn = ' '; slow = 0; most = m
  if (command_argument_count() > 1) then
     call get_command_argument(2, fn)
     read (fn, *) most
     fn = ' '
  end if
  if (command_argument_count() > 0) call get_command_argument(1, fn)
  if (fn /= ' ') open(10, file=fn)
  call system_clock(t0, rate)
  do k = 1, m
     do j = 1, n
        do i = 1, n
           a(i,j) = rnd() - 0.5d0
        end do
     end do
     do j = 1, nrhs
        do i = 1, n
           b(i,j) = rnd()
        end do
     end do
     call dgetrf(n, n, a, n, ipiv, info)
     tr = 'N'; fl = 0
     if (rnd() < 0.07d0) then
        if (slow < most) then
           tr = 'T'; fl = 1; slow = slow + 1
        end if
     end if
     call system_clock(t0)
     call dgetrs(tr, n, nrhs, a, n, ipiv, b, n, info)
     call system_clock(t1)
     if (fn /= ' ') &
          write(10,'(a,i0,a,i0,a,i0,a,i0)') 'dgetrs ', k, ' 1 ', t0, ' ', (t1-t0)*(1000000000/rate), ' ', fl
     chk = chk + sum(abs(b))
  end do
  print '(es14.6)', chk
contains
  double precision function rnd()
    s = mod(s*1103515245_8 + 12345_8, 2147483648_8)
    rnd = dble(s)/2147483648d0
  end function
end program
