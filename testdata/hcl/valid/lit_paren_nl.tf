x = (

 a

)
